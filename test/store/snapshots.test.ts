import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundle } from '../../scripts/build.mjs';
import { replay } from '../../src/domain/evolve.ts';
import { HOUR } from '../../src/domain/kernel/time.ts';
import type { RunningEngine } from '../../src/engine/create.ts';
import { performNext } from '../../src/engine/perform.ts';
import { noLimits } from '../../src/engine/rate-limits.ts';
import { fireTimer } from '../../src/engine/timers.ts';
import { loadEvents } from '../../src/store/events/load.ts';
import { loadStanding } from '../../src/store/events/standing.ts';
import { loadFor } from '../../src/store/queries.ts';
import { rebuild } from '../../src/store/read-models/rebuild.ts';
import { forgetSnapshots } from '../../src/store/snapshots/forget.ts';
import { SNAPSHOT_EVERY } from '../../src/store/snapshots/keep.ts';
import { versionOfSources } from '../../src/store/snapshots/sources.ts';
import { snapshotVersion } from '../../src/store/snapshots/version.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type Bench,
  bench,
  DANA,
  forgetEscalations,
  must,
  open,
  REP,
  to,
  WORKSPACE,
} from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
let engine: RunningEngine;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await forgetEscalations(database);
  it = await bench(database);
  engine = another();
});

/** Another process; Slack lets it post as much as there is. */
const another = () => it.another({ rateLimits: noLimits });

/** An escalation with enough events for a snapshot, and a few more. */
async function openLong(): Promise<string> {
  const id = await open(engine);
  await engine.drain();
  await must(engine, { type: 'ClaimOwnership', ...to(id, DANA) });
  await note(id, SNAPSHOT_EVERY + 3);
  await engine.drain();
  return id;
}

async function note(id: string, count: number, from = 0): Promise<void> {
  for (let turn = from; turn < from + count; turn++) {
    const kind = turn % 9 === 0 ? 'tried' : 'note';
    await must(engine, { type: 'AddNote', kind, text: `Look ${turn} at “it”\n\tagain`, ...to(id, REP) });
  }
}

const snapshots = (escalationId: string) =>
  database.db.snapshot.findMany({ where: { escalationId }, orderBy: { version: 'asc' } });

/** What the events alone make of it. */
const replayed = async (id: string) => replay(await loadEvents(database.db, id));

describe('a snapshot', () => {
  test('is taken now and then, and with the events after it says what all of them say', async () => {
    const id = await open(engine);
    for (let turn = 0; turn < 2 * SNAPSHOT_EVERY + 5; turn++) {
      await note(id, 1, turn);
      const standing = await loadStanding(database.db, id);
      if (standing === null) throw new Error('there is none');
      expect(standing.escalation.seq - standing.snapshotSeq).toBeLessThan(SNAPSHOT_EVERY);
      if (turn % 9 === 0) expect(standing.escalation).toStrictEqual(await replayed(id));
    }
    const [own, ...others] = await snapshots(id);
    expect(others).toEqual([]);
    expect(own).toMatchObject({
      workspaceId: WORKSPACE,
      version: snapshotVersion(),
      seq: 2 * SNAPSHOT_EVERY,
    });
  });

  test('is what is read: nothing before it is', async () => {
    const id = await openLong();
    await spoilEventsBeforeSnapshot(id);
    await expect(loadEvents(database.db, id)).rejects.toThrow(/no event that this version/);
    expect(await loadFor(database.db, WORKSPACE, id, REP, {})).toMatchObject({ escalation: { owner: DANA } });
    const update = { text: 'Soon', over: 'email', nextAt: it.clock.now + HOUR } as const;
    await must(engine, { type: 'LogCustomerUpdate', ...update, ...to(id, REP) });
    expect(await performNext(another(), id)).toBe(true);
    await engine.drain();
    expect(await database.db.effect.count({ where: { escalationId: id, NOT: { state: 'done' } } })).toBe(0);

    it.clock.now += HOUR;
    const where = { escalationId: id, kind: 'checkpoint-due', state: 'armed' } as const;
    const { id: timer, version } = await database.db.timer.findFirstOrThrow({ where });
    expect(await fireTimer(another(), timer, version)).toMatchObject({ kind: 'done' });
    it.clock.now += HOUR;
    await another().drain();
    expect(await database.db.timer.count({ where: { escalationId: id, state: 'armed' } })).toBe(0);
  });

  test('of another version is neither read nor changed; this one takes its own', async () => {
    const id = await openLong();
    const foreign = { version: 'another', state: { problem: 'made by other rules' } };
    await database.db.snapshot.updateMany({ where: { escalationId: id }, data: foreign });
    const [before] = await snapshots(id);
    expect(await loadStanding(database.db, id)).toMatchObject({ snapshotSeq: 0 });
    expect((await loadStanding(database.db, id))?.escalation).toStrictEqual(await replayed(id));
    await note(id, 1);
    const all = await snapshots(id);
    expect(all.map(({ version }) => version).sort()).toEqual(['another', snapshotVersion()].sort());
    expect(all.find(({ version }) => version === 'another')).toEqual(before);
    expect((await loadStanding(database.db, id))?.escalation).toStrictEqual(await replayed(id));
  });

  test('hides no event that only a newer version of Muster knows', async () => {
    const id = await openLong();
    const { seq } = await database.db.escalation.findUniqueOrThrow({ where: { id } });
    const at = new Date(it.clock.now);
    const event = { escalationId: id, workspaceId: WORKSPACE, seq: seq + 1, at, version: 1, data: {} };
    await database.db.event.create({ data: { ...event, type: 'AskLapsed' } });
    await database.db.escalation.update({ where: { id }, data: { seq: seq + 1 } });
    expect(await snapshots(id)).toHaveLength(1);
    await expect(loadStanding(database.db, id)).rejects.toThrow(/no event that this version/);
    const timers = await database.db.timer.findMany({ where: { escalationId: id, state: 'armed' } });
    expect(timers.length).toBeGreaterThan(0);
    it.clock.now += 3 * HOUR;
    for (const { id: timer, version } of timers) expect(await fireTimer(engine, timer, version)).toBeNull();
  });

  test.each([
    [
      'changed',
      (id: string) =>
        database.db.$executeRaw`UPDATE "Event" SET "byId" = 'UX' WHERE "escalationId" = ${id} AND seq = 3`,
    ],
    [
      'deleted',
      (id: string) => database.db.$executeRaw`DELETE FROM "Event" WHERE "escalationId" = ${id} AND seq > 40`,
    ],
    ['projected anew', (id: string) => rebuild(database.db, id)],
  ])('goes when events are %s, and no other one does', async (_what, change) => {
    const id = await openLong();
    const other = await open(engine, { ticket: '#2' });
    await note(other, SNAPSHOT_EVERY);
    expect(await snapshots(id)).toHaveLength(1);
    await change(id);
    expect(await snapshots(id)).toEqual([]);
    expect(await snapshots(other)).toHaveLength(1);
  });

  test('that another version took is deleted after some days, one of this version never', async () => {
    const id = await openLong();
    const [own] = await snapshots(id);
    if (own === undefined) throw new Error('there is none');
    const { state, ...row } = own;
    const long = new Date(Date.now() - 4 * 24 * HOUR);
    await database.db.snapshot.createMany({
      data: [
        { ...row, state: {}, version: 'of last week', takenAt: long },
        { ...row, state: {}, version: 'of today', takenAt: new Date() },
      ],
    });
    await database.db.snapshot.updateMany({ where: { version: row.version }, data: { takenAt: long } });
    await forgetSnapshots(database.db, 3);
    const left = (await snapshots(id)).map(({ version }) => version);
    expect(left.sort()).toEqual(['of today', row.version].sort());
    expect(state).toBeTypeOf('object');
  });
});

/** Whoever reads one of them all the same cannot go on. */
async function spoilEventsBeforeSnapshot(id: string): Promise<void> {
  const [{ seq } = { seq: 0 }] = await snapshots(id);
  expect(seq).toBeGreaterThanOrEqual(SNAPSHOT_EVERY);
  await database.db.$executeRaw`ALTER TABLE "Event" DISABLE TRIGGER "Event_changed"`;
  await database.db
    .$executeRaw`UPDATE "Event" SET type = 'Spoilt' WHERE "escalationId" = ${id} AND seq <= ${seq}::int`;
  await database.db.$executeRaw`ALTER TABLE "Event" ENABLE TRIGGER "Event_changed"`;
}

describe('the version of snapshots', () => {
  const src = fileURLToPath(new URL('../../src', import.meta.url));
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-version-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is the same for the same sources, wherever they lie, and another once one of them changes', async () => {
    for (const name of ['domain', 'store'])
      await cp(join(src, name), join(folder, name), { recursive: true });
    expect(versionOfSources(folder)).toBe(snapshotVersion());
    const seen = new Set([snapshotVersion()]);
    for (const name of ['domain/slices/swarm.ts', 'domain/kernel/entries.ts', 'store/event-schema.ts']) {
      await writeFile(join(folder, name), '// changed', { flag: 'a' });
      seen.add(versionOfSources(folder));
    }
    await rename(join(folder, 'domain/slices/swarm.ts'), join(folder, 'domain/slices/team.ts'));
    expect(seen.add(versionOfSources(folder)).size).toBe(5);
  });

  test('is put into what is built, which has no sources to look at', async () => {
    const file = join(folder, 'built.mjs');
    await bundle('src/store/snapshots/version.ts', file);
    const built = (await import(pathToFileURL(file).href)) as { snapshotVersion(): string };
    expect(built.snapshotVersion()).toBe(snapshotVersion());
  });
});
