import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonKind } from '../../src/domain/kernel/people.ts';
import type { Readers } from '../../src/domain/kernel/readers.ts';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Exposure } from '../../src/engine/gateway.ts';
import { settleReaders, tellExposure } from '../../src/engine/settle-readers.ts';
import { rememberLinesChannel } from '../../src/store/lines-channel.ts';
import { doubtReaders } from '../../src/store/lines-channel-readers.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, MORGAN, must, open, to, WORKSPACE } from '../support/engine.ts';

const LINES = 'CLINES';

let database: TestDatabase;
let it: Bench;
beforeEach(async () => {
  database = await testDatabase();
  it = await bench(database);
});
afterEach(() => database.stop());

const doubt = (channel = LINES) =>
  database.db.$transaction((tx) => doubtReaders(tx, WORKSPACE, channel, it.clock.now));
const settle = (readers: Readers, version: number, channel = LINES) =>
  settleReaders(it.engine, WORKSPACE, { channel, readers, outsiders: [], version });

/** Who read each line that was shown, since the last time this was asked. */
function shown(): Readers[] {
  const lines = it.slack.calls.filter((call) => call.type === 'ShowLine' && call.verb === 'perform');
  it.slack.calls.length = 0;
  return lines.map(({ job }) => job.readers);
}

async function openWithChannel(ticket: string, channel: string): Promise<string> {
  const id = await open(it.engine, { ticket });
  await must(it.engine, { type: 'RecordChannel', channel, name: channel.toLowerCase(), ...to(id, null) });
  await work();
  return id;
}

async function work(): Promise<void> {
  it.clock.now += MINUTE;
  await it.engine.drain();
}

describe('the escalations channel', () => {
  test('is not known until somebody has looked, and every open line is shown again when that has changed', async () => {
    await openWithChannel('#1', 'C1');
    await openWithChannel('#2', 'C2');
    expect(shown()).toEqual(['unknown', 'unknown']);
    expect(await settle('our people', await doubt())).toBe(true);
    await work();
    expect(shown()).toEqual(['our people', 'our people']);
    expect(await settle('guests too', await doubt())).toBe(true);
    await work();
    expect(shown()).toEqual(['guests too', 'guests too']);
    expect(await settle('guests too', await doubt())).toBe(true);
    await work();
    expect(shown()).toEqual([]);
  });

  test('in doubt shows the least, and afterwards only what was shown meanwhile once more', async () => {
    await settle('our people', await doubt());
    await openWithChannel('#1', 'C1');
    it.clock.now += 10 * MINUTE;
    const version = await doubt();
    await openWithChannel('#2', 'C2');
    expect(shown()).toEqual(['our people', 'unknown']);
    await settle('our people', version);
    await work();
    expect(shown()).toEqual(['our people']);
  });

  test('of which others are known to read it stays so in doubt', async () => {
    await settle('others too', await doubt());
    await doubt();
    await openWithChannel('#1', 'C1');
    expect(shown()).toEqual(['others too']);
  });

  test('is not settled by a look that began before the last doubt, or at another channel', async () => {
    await settle('our people', await doubt());
    const early = await doubt();
    const late = await doubt();
    expect(await settle('our people', early)).toBe(false);
    expect(await settle('our people', late, 'COTHER')).toBe(false);
    await openWithChannel('#1', 'C1');
    expect(shown()).toEqual(['unknown']);
    expect(await settle('our people', late)).toBe(true);
  });

  test('that is another one gets the lines, of whose readers nothing is known yet, and the former ones go', async () => {
    await settle('our people', await doubt());
    const id = await openWithChannel('#1', 'C1');
    const line = { where: { escalationId_key: { escalationId: id, key: 'line' } } };
    const before = await database.db.post.findUniqueOrThrow(line);
    await rememberLinesChannel(database.db, WORKSPACE, 'CNEW', 'new');
    shown();
    await settle('our people', await doubt('CNEW'), 'CNEW');
    await work();
    expect(shown()).toEqual(['our people']);
    const after = await database.db.post.findUniqueOrThrow(line);
    expect([before.channelId, after.channelId]).toEqual([LINES, 'CNEW']);
    expect(it.slack.messages.map((one) => one.ts)).not.toContain(before.ts);
  });
});

describe('managers', () => {
  async function heard(): Promise<[string, Exposure][]> {
    const all: [string, Exposure][] = [];
    const gateway = {
      ...it.slack.gateway,
      tellExposed: async (_: string, manager: string, exposure: Exposure) => {
        all.push([manager, exposure]);
        return { kind: 'done' as const };
      },
    };
    await tellExposure({ db: database.db, gateway });
    return all;
  }
  const readersHeard = async () => (await heard()).map(([manager, { readers }]) => [manager, readers]);

  test('hear of others once, of what is worse again, and of the same not before an hour has passed', async () => {
    await settle('our people', await doubt());
    expect(await readersHeard()).toEqual([]);
    await settle('guests too', await doubt());
    expect(await readersHeard()).toEqual([[MORGAN, 'guests too']]);
    await settle('guests too', await doubt());
    expect(await readersHeard()).toEqual([]);
    await settle('others too', await doubt());
    expect(await readersHeard()).toEqual([[MORGAN, 'others too']]);
    await settle('our people', await doubt());
    await settle('others too', await doubt());
    expect(await readersHeard()).toEqual([]);
    await settle('our people', await doubt());
    it.clock.now += HOUR;
    await settle('others too', await doubt());
    expect(await readersHeard()).toEqual([[MORGAN, 'others too']]);
  });

  test('hear nothing of what is over before they could be told', async () => {
    await settle('guests too', await doubt());
    await settle('our people', await doubt());
    expect(await readersHeard()).toEqual([]);
  });

  test('who are no members any more hear nothing', async () => {
    await settle('guests too', await doubt());
    Object.assign(it.slack.gateway, { kindOf: async () => 'guest' });
    expect(await readersHeard()).toEqual([]);
  });
});

describe('a direct message', () => {
  /** What became of the message that asks the lead to claim, and what the swarm was told of it. */
  async function asked(kind: PersonKind) {
    Object.assign(it.slack.gateway, { kindOf: async () => kind });
    await openWithChannel('#1', 'C1');
    const effects = await database.db.effect.findMany({ where: { type: 'ShowClaimRequest' } });
    const told = await database.db.event.findMany({ where: { type: 'StepFailed' } });
    return { states: effects.map((one) => one.state), told: told.length };
  }

  test.each<[PersonKind, string, number]>([
    ['member', 'done', 0],
    ['guest', 'done', 0],
    ['external', 'failed', 1],
    ['app', 'failed', 1],
    ['unknown', 'failed', 1],
    ['unasked', 'pending', 0],
    ['deactivated', 'done', 0],
  ])('to a lead of the swarm who is by now a %s is %s', async (kind, state, failures) => {
    const { states, told } = await asked(kind);
    expect(new Set(states)).toEqual(new Set([state]));
    expect(told).toBe(failures);
  });
});
