import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effectKey } from '../../src/domain/effect.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { numberFrom } from '../support/drawn.ts';
import { seedFrom } from '../support/random.ts';
import { redisAvailable } from '../support/redis.ts';
import { judge } from './judge.ts';
import type { ChaosOptions } from './options.ts';
import { figuresOf, repeatedBy, table } from './report.ts';
import { type Arena, openArena } from './run.ts';

const SECONDS = numberFrom('SECONDS') ?? 20;
const options: ChaosOptions = {
  seed: seedFrom(process.env.SEED),
  minutes: SECONDS / 60,
  escalations: Math.ceil(SECONDS * 0.4),
  processes: 4,
  queue: redisAvailable ? 'redis' : 'postgres',
};

describe(`a short chaos (SEED=${options.seed} repeats it)`, () => {
  let database: TestDatabase;
  let arena: Arena;
  let unrest: string | null;

  beforeAll(
    async () => {
      database = await testDatabase();
      arena = await openArena(options, database, false);
      unrest = await arena.play();
    },
    420_000 + SECONDS * 2_000,
  );
  afterAll(async () => {
    await arena.stop();
    await database.stop();
  }, 60_000);

  test('breaks nothing', async () => {
    const figures = await figuresOf(arena, await judge(arena, unrest));
    const broken = figures.broken.map(({ check, what }) => `${check}: ${what}`);
    if (broken.length > 0) console.log(`${table(figures)}\n\nAgain with ${repeatedBy(figures)}`);
    expect(broken).toEqual([]);
    const faults = Object.values(figures.faults).reduce((sum, count) => sum + count, 0);
    expect(faults, 'faults').toBeGreaterThan(5);
    expect(figures.opened, 'escalations').toBeGreaterThan(0);
    expect(figures.timers.fired, 'timers').toBeGreaterThan(0);
  }, 60_000);

  test('would find an act that is lost or done twice, a message too many, and what outsiders did or read', async () => {
    const { db } = database;
    const first = await db.escalation.findFirstOrThrow();
    const data = JSON.parse(
      JSON.stringify(await db.event.findFirstOrThrow({ where: { escalationId: first.id, seq: 1 } })),
    );
    await db.event.create({ data: { ...data, seq: first.seq + 1 } });
    const [outsider = ''] = arena.outsiders.ids;
    await db.event.create({ data: { ...data, seq: first.seq + 2, byId: outsider } });
    const { customer } = first;
    const told = { customer, person: 'riley', told: ['done'] } as const;
    const deeds = [
      ...arena.people.deeds,
      { ...told, what: 'escalate', marker: customer, leaves: ['EscalationOpened'] } as const,
      { ...told, what: 'note', marker: 'written nowhere', leaves: ['NoteAdded'] } as const,
    ];
    // Of all messages this one stands, whatever was drawn.
    const line = `${first.id}-${effectKey({ type: 'ShowLine' })}`;
    const call = arena.stage.sandbox.calls.find(
      ({ method, ok, args }) =>
        ok && method === 'chat.postMessage' && JSON.stringify(args.metadata ?? '').includes(line),
    );
    const { apiUrl, botToken } = arena.stage.sandbox;
    for (const args of [call?.args, { channel: outsider, text: `It fails at ${customer}` }]) {
      await fetch(`${apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      });
    }
    const broken = (await judge({ ...arena, people: { ...arena.people, deeds } }, null)).filter(
      (check) => check.broken.length > 0,
    );
    expect(broken.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'what somebody was told is done is on the timeline',
        'nothing that somebody typed is there twice',
        'no message posted twice',
        'nothing of outsiders on any timeline',
        'outsiders are sent nothing of what swarms hold',
      ]),
    );
  }, 60_000);
});
