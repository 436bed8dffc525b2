import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/sandbox/delivery/deliver.ts';
import { draws, numberFrom } from '../support/drawn.ts';
import { randomFrom, seedFrom } from '../support/random.ts';
import { tellStory } from '../support/story.ts';
import { brokenOnes, fresh, harvest, type Letter } from './letters.ts';
import { mutate, pick } from './mutate.ts';
import { samples } from './samples.ts';

/** SEED=n draws the same again; SECONDS says for how long, RUNS=n how many instead. */
const SEED = seedFrom(process.env.SEED);
const RUNS = numberFrom('RUNS');
const SECONDS = numberFrom('SECONDS') ?? 10;
/** What is refused gets no acknowledgement, so that so many wait together until it is missed. */
const AT_ONCE = 250;
const NOT_OBJECTS = [null, true, 7, '', 'payload', []];

describe(`what arrives over Socket Mode, mutated (SEED=${SEED})`, {
  timeout: 300_000 + SECONDS * 2_000 + (RUNS ?? 0) * 60,
}, () => {
  const told = tellStory({ ackTimeoutMs: 1_000, expectLogged: /./, expectFaults: /./ });
  const stream = (number: number) => randomFrom(SEED, number).next;
  let letters: readonly Letter[];
  let sent = 0;
  let drawn = 0;
  let repeatedBy = 0;
  let strays = 0;
  const stray = () => {
    strays += 1;
  };

  beforeAll(async () => {
    process.on('unhandledRejection', stray);
    process.on('uncaughtException', stray);
    ({ letters } = await harvest(told.story));
  });
  afterAll(() => {
    console.log(
      `${drawn} drawn over Socket Mode: SEED=${SEED} RUNS=${repeatedBy} draws at least these again`,
    );
    process.off('unhandledRejection', stray);
    process.off('uncaughtException', stray);
  });

  /** As Slack sends a thing again that it got no acknowledgement for; what is refused stays without one. */
  function send({ type, payload }: Letter): Promise<Outcome> {
    sent += 1;
    const envelope = { id: `fuzz-${SEED}-${sent}`, type, acceptsAnswer: type !== 'events_api', attempt: 0 };
    return told.story.sandbox.redeliver({ ...envelope, payload: payload as Record<string, unknown> });
  }

  async function sendAll(count: number, make: (number: number) => Letter): Promise<void> {
    for (let begun = 0; begun < count; begun += AT_ONCE) {
      const size = Math.min(AT_ONCE, count - begun);
      await Promise.all(Array.from({ length: size }, (_, n) => send(make(begun + n))));
    }
  }

  /** Sends what is drawn until half of the time, or of the runs, is used up. */
  async function sendDrawn(make: (number: number) => Letter): Promise<void> {
    const runs = RUNS === undefined ? undefined : Math.ceil(RUNS / 2 / AT_ONCE);
    const batches = draws({ runs, seconds: SECONDS / 2 });
    let number = 0;
    while (batches.more()) await sendAll(AT_ONCE, () => make(number++));
    drawn += number;
    repeatedBy = Math.max(repeatedBy, 2 * number);
  }

  function timeline(): Promise<unknown> {
    return told.story.database.db.event.findMany({ orderBy: [{ escalationId: 'asc' }, { seq: 'asc' }] });
  }

  async function expectAlive(): Promise<void> {
    await told.story.quiet();
    expect(strays, 'unhandled rejections and exceptions').toBe(0);
    const command = letters.find(({ type }) => type === 'slash_commands') as Letter;
    expect((await send(fresh(command, Math.floor(Math.random() * 1e9)))).kind).toBe('acknowledged');
  }

  test('whatever lacks a part that it needs changes nothing', async () => {
    const before = await timeline();
    const broken = brokenOnes(letters);
    const random = stream(1);
    await sendDrawn(() => pick(random, broken));
    await expectAlive();
    expect(await timeline()).toEqual(before);
  });

  test('Slack’s own samples, changed anywhere, change nothing that is there', async () => {
    const { workspaceId } = told.story.sandbox;
    const all = samples({ workspace: workspaceId, person: 'U0STRANGER', channel: 'C0ELSEWHERE' });
    const before = await timeline();
    const random = stream(2);
    await sendDrawn((number) => {
      const letter = fresh(pick(random, all), 1e6 + number);
      return { ...letter, payload: mutate(letter.payload, random) };
    });
    await expectAlive();
    expect(await timeline()).toEqual(before);
  });

  test('a letter that came before changes nothing the second time', async () => {
    const before = await timeline();
    await sendAll(letters.length, (number) => letters[number] as Letter);
    await expectAlive();
    expect(await timeline()).toEqual(before);
  });

  test.each(['events_api', 'slash_commands', 'interactive'] as const)(
    'one of type %s that holds no object is left alone',
    async (type) => {
      const before = await timeline();
      await sendAll(NOT_OBJECTS.length, (number) => ({ type, payload: NOT_OBJECTS[number] }));
      await expectAlive();
      expect(await timeline()).toEqual(before);
    },
  );
});
