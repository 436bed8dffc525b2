import pLimit from 'p-limit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import type { RunningEngine } from '../../src/engine/create.ts';
import { claimNext } from '../../src/engine/outbox.ts';
import { performNext } from '../../src/engine/perform.ts';
import type { OpenRequest } from '../../src/engine/request.ts';
import { waitingEscalations } from '../../src/store/outbox/find-waiting.ts';
import { channelSlot } from '../../src/store/outbox/read.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type Bench,
  bench,
  DANA,
  forgetEscalations,
  KIM,
  must,
  open,
  opening,
  REP,
  SAM,
  START,
  to,
} from '../support/engine.ts';

/** What Slack takes in any minute, which is counted as a second longer. */
const AT_ONCE = 20;
const A_MINUTE = MINUTE + SECOND;

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await forgetEscalations(database);
  it = await bench(database);
});

let tickets = 0;
const asking = (changes: Partial<OpenRequest> = {}): OpenRequest => {
  tickets += 1;
  return opening({ severity: 'SEV3', ticket: `#${tickets}`, ...changes });
};
const openOne = (changes: Partial<OpenRequest> = {}) => open(it.engine, asking(changes));

async function openMany(count: number, changes: Partial<OpenRequest> = {}): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push(await openOne(changes));
  return ids;
}

/** A channel a second, until Slack takes no more: from `freeAt(0)` on it takes one a second again. */
async function useUp(by = 'UOTHER'): Promise<void> {
  for (let number = 0; number < AT_ONCE; number++) {
    it.clock.now = START + number * SECOND;
    await ask(await openOne({ by }));
  }
  expect(it.slack.channels).toHaveLength(AT_ONCE);
  // What follows from these is nobody's concern here.
  await database.db.effect.updateMany({ where: { state: 'pending' }, data: { state: 'done' } });
}
const freeAt = (number: number) => START + A_MINUTE + number * SECOND;

/** Each asks for its turn. */
async function ask(...ids: string[]): Promise<void> {
  for (const id of ids) await performNext(it.engine, id);
}

/** As the sweep does: whoever may hope for a turn asks, and who is called up meanwhile. */
async function sweep(engine: RunningEngine = it.engine): Promise<void> {
  await engine.drain();
}

/** Escalations whose channel is there, in the order in which they were made, without those that used up the limit. */
async function made(): Promise<string[]> {
  const events = await database.db.event.findMany({ where: { type: 'SwarmChannelCreated' } });
  const of = new Map(events.map((one) => [(one.data as { channel: string }).channel, one.escalationId]));
  return it.slack.channels.slice(AT_ONCE).map(({ id }) => of.get(id) ?? id);
}

describe('whose channel is opened next', () => {
  test('that of the highest severity, behind 300 others', { timeout: 300_000 }, async () => {
    await useUp();
    const others = await openMany(300, { by: REP });
    const urgent = await must(it.engine, asking({ by: REP, severity: 'SEV1' }));
    expect(urgent.channelAt).toBe(freeAt(0));
    const { id } = urgent.escalation;
    const [first, second] = others as [string, string];
    await ask(id, first);
    expect(await channelSlot(database.db, id)).toBe(freeAt(0));
    expect(await channelSlot(database.db, first)).toBe(freeAt(1));
    it.clock.now = freeAt(0);
    await ask(first, second);
    expect(await made()).toEqual([]);
    await ask(id, first);
    expect(await made()).toEqual([id]);
    it.clock.now = freeAt(1);
    await ask(second, first);
    expect(await made()).toEqual([id, first]);
  });

  test('that of whoever has had the fewest of late, before the second of whoever asks for many', async () => {
    await useUp();
    const many = await openMany(6, { by: REP });
    const [kims, sams] = [await openOne({ by: KIM }), await openOne({ by: SAM })];
    await ask(...many, kims, sams);
    for (let number = 0; number < 6; number++) {
      it.clock.now = freeAt(number);
      await sweep();
    }
    expect(await made()).toEqual([many[0], kims, sams, many[1], many[2], many[3]]);
  });

  test('not that of who has had many of late, even if nobody else waited then', async () => {
    await useUp(REP);
    const more = await openMany(2, { by: REP });
    await ask(...more);
    const kims = await openMany(2, { by: KIM });
    await ask(...kims);
    for (let number = 0; number < 3; number++) {
      it.clock.now = freeAt(number);
      await sweep();
    }
    expect(await made()).toEqual([...kims, more[0]]);
  });

  test('that of who asks for many, too, once a minute has passed without, whoever else keeps coming', async () => {
    await useUp(REP);
    const [waits] = (await openMany(3, { by: REP })) as [string, string, string];
    for (let number = 0; number <= AT_ONCE; number++) {
      it.clock.now = freeAt(number) - 1;
      await openOne({ by: `UNEW${number}` });
      await sweep();
      it.clock.now = freeAt(number);
      await sweep();
    }
    // By then all that this person has had is more than a minute ago.
    expect((await made()).indexOf(waits)).toBe(AT_ONCE - 1);
  });

  test('that of which the severity is raised while it waits, and its rep learns when', async () => {
    await useUp();
    const many = await openMany(30, { by: REP });
    await ask(...many);
    const last = many.at(-1) as string;
    expect(await channelSlot(database.db, last)).toBe(freeAt(AT_ONCE + A_MINUTE / SECOND - 11));
    await must(it.engine, { type: 'ChangeSeverity', to: 'SEV1', reason: 'It spreads', ...to(last, REP) });
    await ask(last);
    expect(await channelSlot(database.db, last)).toBe(freeAt(0));
    expect(
      await database.db.event.findMany({ where: { escalationId: last, type: 'SwarmChannelDelayed' } }),
    ).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ place: 30 }) }),
      expect.objectContaining({ data: expect.objectContaining({ place: 1, opensAt: freeAt(0) }) }),
    ]);
    it.clock.now = freeAt(0);
    await sweep();
    expect(await made()).toEqual([last]);
  });

  test('that of the next one, when the one before it does not come', async () => {
    await useUp();
    const [lost, next] = (await openMany(2)) as [string, string];
    await ask(lost, next);
    // As if only a process that is gone for good knew it.
    await database.db.effect.updateMany({ where: { escalationId: lost }, data: { version: 999 } });
    it.clock.now = freeAt(0);
    await sweep();
    expect(await made()).toEqual([]);
    it.clock.now += 31 * SECOND;
    await sweep();
    expect(await made()).toEqual([next]);
  });
});

describe('when processes die', () => {
  test('who waits keeps their place, and nothing is made twice', async () => {
    await useUp();
    const many = await openMany(4, { by: REP });
    const urgent = await openOne({ by: REP, severity: 'SEV1' });
    await ask(...many, urgent);
    it.clock.now = freeAt(0);
    // It took its turn and made the call, and died before it told anybody.
    const claim = await claimNext(it.engine, urgent);
    if (claim === null || claim === 'postponed') throw new Error('it was not its turn');
    it.slack.channels.push({ id: 'C21', name: (claim.row.effect as { name: string }).name });
    const another = it.another();
    for (let number = 0; number < 6; number++) {
      it.clock.now = freeAt(number) + 6 * SECOND;
      await sweep(another);
    }
    expect(new Set(await made())).toEqual(new Set([urgent, ...many]));
    expect(it.slack.channels).toHaveLength(AT_ONCE + 5);
  });

  test('for an hour, the highest severity is opened first all the same', async () => {
    await useUp();
    const many = await openMany(AT_ONCE, { by: REP });
    const urgent = await openOne({ by: REP, severity: 'SEV1' });
    await ask(...many, urgent);
    it.clock.now += 60 * MINUTE;
    await it.another().drain();
    const all = await made();
    expect(all).toHaveLength(AT_ONCE);
    expect(all[0]).toBe(urgent);
  });

  test('Slack’s limit holds, whoever asks', async () => {
    const [one, other] = [it.engine, it.another()];
    const many = await openMany(2 * AT_ONCE + 5, { by: REP });
    /** Processes ask for all of them side by side. */
    const madeAt = async (now: number) => {
      it.clock.now = now;
      const without = { type: 'CreateChannel', state: 'pending' } as const;
      const waiting = await database.db.effect.findMany({ where: without, select: { escalationId: true } });
      await pLimit(8).map(waiting, ({ escalationId: id }, at) => performNext(at % 2 ? one : other, id));
      return it.slack.channels.length;
    };
    expect(await madeAt(START)).toBe(AT_ONCE);
    expect(await madeAt(START + A_MINUTE - 1)).toBe(AT_ONCE);
    const again = [await madeAt(START + A_MINUTE), await madeAt(START + A_MINUTE)];
    // Who asks while others are ahead is let through once these have gone.
    expect(again.at(-1)).toBe(2 * AT_ONCE);
    expect(await madeAt(START + 2 * A_MINUTE - 1)).toBe(2 * AT_ONCE);
    await madeAt(START + 2 * A_MINUTE);
    expect(await madeAt(START + 2 * A_MINUTE)).toBe(many.length);
  });
});

describe('while a channel waits', () => {
  const posts = (id: string) => it.slack.messages.filter(({ op }) => op.startsWith(id));

  async function waiting(changes: Partial<OpenRequest> = {}): Promise<string> {
    await useUp();
    const id = await openOne({ by: REP, ...changes });
    await sweep();
    return id;
  }

  test('leads are asked to claim and the rep is told, and both messages follow', async () => {
    const id = await waiting();
    expect(posts(id)).toEqual([
      expect.objectContaining({ op: `${id}-claim-request-${DANA}`, edits: 0 }),
      expect.objectContaining({ op: `${id}-delay-${REP}`, edits: 0 }),
    ]);
    it.clock.now = freeAt(0);
    await sweep();
    expect(await made()).toEqual([id]);
    expect(posts(id).slice(0, 2)).toEqual([
      expect.objectContaining({ op: `${id}-claim-request-${DANA}`, edits: 1 }),
      expect.objectContaining({ op: `${id}-delay-${REP}`, edits: 1 }),
    ]);
    expect(posts(id).map(({ op }) => op)).toEqual([...new Set(posts(id).map(({ op }) => op))]);
  });

  test('a lead claims, and is brought in once it is there', async () => {
    const id = await waiting();
    const claimed = await must(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
    expect(claimed.escalation.owner).toBe(DANA);
    await sweep();
    expect(posts(id).map(({ edits }) => edits)).toEqual([1, 1]);
    it.clock.now = freeAt(0);
    await sweep();
    const escalation = await database.db.escalation.findUniqueOrThrow({ where: { id } });
    expect(escalation).toMatchObject({ ownerId: DANA, channelId: 'C21' });
    const invited = it.slack.calls.filter(({ type, op }) => type === 'Invite' && op.startsWith(id));
    expect(invited.map(({ job }) => job.effect)).toEqual([
      expect.objectContaining({ people: expect.arrayContaining([REP, DANA]) }),
    ]);
    expect(posts(id).filter(({ op }) => op.includes('claim-request'))).toEqual([
      expect.objectContaining({ edits: 2 }),
    ]);
    expect(posts(id).some(({ op }) => op === `${id}-card`)).toBe(true);
  });

  test('nothing of that happens when it need not', async () => {
    const id = await openOne();
    await sweep();
    const types = it.slack.calls.map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['CreateChannel', 'Invite']);
    expect(types).not.toContain('ShowDelay');
    expect(await database.db.event.count({ where: { escalationId: id, type: 'SwarmChannelDelayed' } })).toBe(
      0,
    );
  });

  test('Slack’s own pause is told as well', async () => {
    const id = await openOne({ by: REP });
    const pause = { method: 'conversations.create', afterMs: 40 * SECOND, reason: 'ratelimited' } as const;
    it.slack.spoil('CreateChannel', { kind: 'later', ...pause });
    await sweep();
    expect(posts(id).map(({ op }) => op)).toContain(`${id}-delay-${REP}`);
    it.clock.now += 40 * SECOND;
    await sweep();
    expect(it.slack.channels).toHaveLength(1);
  });

  test('and cannot be opened in the end, whoever was asked and told reads that', async () => {
    const id = await waiting();
    it.slack.spoil('CreateChannel', { kind: 'failed', reason: 'Slack lets Muster make no channel' });
    it.clock.now = freeAt(0);
    await sweep();
    expect(posts(id).map(({ op, edits }) => [op, edits])).toEqual([
      [`${id}-claim-request-${DANA}`, 1],
      [`${id}-delay-${REP}`, 1],
      [expect.stringContaining(`${id}-tell-${REP}`), 0],
    ]);
  });
});

test('of what a person is asked, too, the highest severity comes first, then who has asked least', async () => {
  const many = await openMany(12, { by: REP });
  for (const id of many) await performNext(it.engine, id);
  const asksOf = () =>
    it.slack.calls.filter(({ type }) => type === 'ShowClaimRequest').map(({ job }) => job.escalation.id);
  await sweep();
  expect(asksOf()).toHaveLength(5);
  const others = [await openOne({ by: KIM }), await openOne({ by: SAM, severity: 'SEV1' })] as const;
  await sweep();
  expect(asksOf()).toHaveLength(5);
  it.clock.now += 6 * SECOND;
  await sweep();
  expect(asksOf()[5]).toBe(others[1]);
  expect(asksOf()).toContain(others[0]);
  expect(asksOf()).toHaveLength(10);
});

test('who asks while others are not even at it yet is told in the answer that they come first', async () => {
  const answers = [];
  for (let number = 0; number < AT_ONCE + 2; number++)
    answers.push(await must(it.engine, asking({ by: `U${number}` })));
  expect(answers.map(({ channelAt }) => channelAt)).toEqual([
    ...Array.from({ length: AT_ONCE }, () => null),
    START + A_MINUTE,
    START + A_MINUTE,
  ]);
});

test('a sweep, too, comes to the highest severity first, then to one of each person’s', async () => {
  const [first, second] = (await openMany(2, { by: REP })) as [string, string];
  const kims = await openOne({ by: KIM });
  const urgent = await openOne({ by: REP, severity: 'SEV1' });
  expect(await waitingEscalations(database.db, it.engine.clock, 10)).toEqual([urgent, first, kims, second]);
  expect(await waitingEscalations(database.db, it.engine.clock, 3)).toEqual([urgent, first, kims]);
});
