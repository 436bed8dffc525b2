import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import type { Gateway, Outcome } from '../../src/engine/gateway.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, MORGAN, open, ROSTER, WORKSPACE } from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database, { ...ROSTER, managers: [MORGAN, 'UNORA'] });
});
afterAll(() => database.stop());

const SHUT: Outcome = { kind: 'later', afterMs: SECOND, reason: 'invalid_auth', isShutOut: true };

/** As the recorder's, while `slack.isShut` refuses every call. */
function shuttable(slack: { isShut: boolean; told: string[] }): Gateway {
  const { gateway } = it.slack;
  const unless = async (work: () => Promise<Outcome>) => (slack.isShut ? SHUT : work());
  return {
    ...gateway,
    perform: (job) => unless(() => gateway.perform(job)),
    probe: (workspace) => unless(() => gateway.probe(workspace)),
    tellRegained: (_workspace, manager) =>
      unless(async () => {
        slack.told.push(manager);
        return { kind: 'done' };
      }),
  };
}

test('several processes wait, try nothing meanwhile, and tell each manager once', async () => {
  const slack = { isShut: true, told: [] as string[] };
  const [one, other] = [1, 2].map(() => it.another({ gateway: shuttable(slack) }));
  if (!one || !other) throw new Error('there are two');
  await open(one);
  await one.drain();
  await other.audit();
  for (const engine of [one, other]) expect(engine.outages.all()).toMatchObject([{ reason: 'invalid_auth' }]);
  const tries = () => database.db.effect.aggregate({ _sum: { attempts: true } });
  const before = await tries();
  for (let minute = 0; minute < 10; minute++) {
    it.clock.now += MINUTE;
    await Promise.all([one.drain(), other.drain()]);
    await Promise.all([one.audit(), other.audit()]);
  }
  expect(await tries()).toEqual(before);

  slack.isShut = false;
  await Promise.all([one.audit(), other.audit()]);
  await Promise.all([one.audit(), other.audit()]);
  it.clock.now += MINUTE;
  await one.drain();
  expect(await database.db.effect.count({ where: { state: { not: 'done' } } })).toBe(0);
  expect(slack.told.sort()).toEqual([MORGAN, 'UNORA'].sort());
  expect([...one.outages.all(), ...other.outages.all()]).toEqual([]);
});

test('a manager whose telling breaks off is told by the next look', async () => {
  const slack = { isShut: true, told: [] as string[] };
  const gateway = shuttable(slack);
  let isBroken = true;
  const engine = it.another({
    gateway: {
      ...gateway,
      tellRegained: async (...about) => {
        if (isBroken) throw new Error('the process ended');
        return gateway.tellRegained(...about);
      },
    },
  });
  await engine.outages.suspect(WORKSPACE, 'invalid_auth');
  slack.isShut = false;
  await engine.outages.watch().catch(() => {});
  expect(slack.told).toEqual([]);
  isBroken = false;
  await engine.outages.watch();
  expect(slack.told.sort()).toEqual([MORGAN, 'UNORA'].sort());
});

test('one call that is refused while Slack takes others is no outage', async () => {
  const { gateway } = it.slack;
  const engine = it.another({
    gateway: {
      ...gateway,
      perform: async (job) => (job.effect.type === 'ShowTopic' ? SHUT : gateway.perform(job)),
    },
  });
  await open(engine, { ticket: '#2' });
  it.clock.now += MINUTE;
  await engine.drain();
  expect(engine.outages.all()).toEqual([]);
  const waiting = await database.db.effect.findMany({ where: { state: { not: 'done' } } });
  expect([...new Set(waiting.map((one) => one.type))]).toEqual(['ShowTopic']);
});
