import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import { readiness, type Vitals } from '../../src/engine/health.ts';
import { createDatabase } from '../../src/store/client.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, forgetEscalations, open, START, silentNotifier } from '../support/engine.ts';

const WELL: Vitals = {
  now: START,
  database: null,
  queue: null,
  slack: null,
  sweptAt: START - SECOND,
  audited: { found: { overdueTimers: 0, stuckEscalations: 0, leftToNewer: 0 }, beatAt: START - 4 * SECOND },
};

describe('a process is', () => {
  test('ready when all that it stands on is well', () => {
    expect(readiness(WELL)).toEqual({
      isReady: true,
      about: [],
      problems: [],
      sweepAgeMs: SECOND,
      heartbeatAgeMs: 4 * SECOND,
    });
  });

  test('ready without Slack and sweeps where these are not its work', () => {
    const { slack, sweptAt, ...rest } = WELL;
    expect(readiness(rest).isReady).toBe(true);
  });

  const found = { overdueTimers: 0, stuckEscalations: 0, leftToNewer: 0 };
  const cases: [why: string, changes: Partial<Vitals>, problem: RegExp][] = [
    ['its database is away', { database: 'nothing listens there' }, /database.*nothing listens there/],
    ['its queue is away', { queue: 'no answer within 2 s' }, /queue.*no answer within 2 s/],
    ['its socket is closed', { slack: 'the socket is closed' }, /Slack.*the socket is closed/],
    [
      'Slack refuses its token',
      { outages: [{ workspace: 'T1', since: START, reason: 'invalid_auth' }] },
      /^Slack takes nothing from Muster in T1 since .* UTC \(invalid_auth\): what is to be done there waits\.$/,
    ],
    ['it has never swept', { sweptAt: null }, /not been swept yet/],
    ['its last sweep is long ago', { sweptAt: START - 11 * SECOND }, /last sweep was 11 s ago/],
    ['nobody has audited', { audited: { found: null, beatAt: null } }, /not been checked yet/],
    [
      'timers lie',
      { audited: { found: { ...found, overdueTimers: 3 }, beatAt: START } },
      /timers.*nobody fires: 3/i,
    ],
    [
      'effects lie',
      { audited: { found: { ...found, stuckEscalations: 2 }, beatAt: START } },
      /escalations that wait for Slack.*: 2/i,
    ],
    ['the heart stopped', { audited: { found, beatAt: START - MINUTE } }, /last known to be well 60 s ago/],
  ];
  test.each(cases)('not ready when %s, and says so', (_why, changes, problem) => {
    const { isReady, problems } = readiness({ ...WELL, ...changes });
    expect(isReady).toBe(false);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});

describe('the auditor', () => {
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

  const problems = async () => {
    await it.engine.audit();
    const all = (await it.engine.readiness(null)).problems;
    return all.filter((one) => !one.includes('swept'));
  };

  test('finds effects and timers that nobody does, until somebody does them', async () => {
    await open(it.engine);
    expect(await problems()).toEqual([]);
    it.clock.now = START + MINUTE;
    expect(await problems()).toEqual([
      'Escalations that wait for Slack with nobody at them: 1.',
      'All was last known to be well 60 s ago.',
    ]);
    await it.engine.drain();
    expect(await problems()).toEqual([]);
    it.clock.now = START + 2 * HOUR;
    expect(await problems()).toContain('Timers that are due and nobody fires: 4.');
    await it.engine.drain();
    expect(await problems()).toEqual([]);
  });

  test('takes what Slack wants to wait for no stuck effect', async () => {
    it.slack.spoil('CreateChannel', {
      kind: 'later',
      afterMs: HOUR,
      method: 'conversations.create',
      reason: 'Slack asked for a pause',
    });
    await open(it.engine);
    await it.engine.drain();
    it.clock.now = START + MINUTE;
    expect(await problems()).toEqual([]);
  });

  test('says that the database is away when it is', async () => {
    const away = it.another({ db: createDatabase('postgresql://nobody@127.0.0.1:1/nothing') });
    onTestFinished(() => away.stop());
    const { isReady, problems: all } = await away.readiness(null);
    expect(isReady).toBe(false);
    expect(all[0]).toMatch(/^The database cannot be used: .*(127\.0\.0\.1|refused|reach)/);
  });

  test('says that the queue is away when it is', async () => {
    const notifier = { ...silentNotifier, probe: () => new Promise(() => {}) };
    const { problems: all } = await it.another({ notifier }).readiness(null);
    expect(all).toContain('The queue takes no jobs: no answer within 2 s.');
  });
});
