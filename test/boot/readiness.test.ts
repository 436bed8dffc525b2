import { describe, expect, test } from 'vitest';
import { createReadiness, type Found } from '../../src/boot/readiness.ts';
import { readiness } from '../../src/engine/health.ts';
import type { Log } from '../../src/telemetry/log.ts';

const WELL: Found = { isReady: true, about: [] };
const AWAY: Found = {
  isReady: false,
  about: [['database', 'The database cannot be used: db.internal refuses bob.']],
};

function scene(first: Found) {
  const lines: string[] = [];
  const line = (level: string) => (facts: object, message: string) =>
    lines.push(`${level} ${message} ${JSON.stringify(facts)}`);
  const log: Log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
  const it = { found: first, looks: 0, now: 0, lines, ready: async () => ({}) as unknown };
  it.ready = createReadiness(
    async () => {
      it.looks += 1;
      return it.found;
    },
    log,
    () => it.now,
  );
  return it;
}

describe('/readyz', () => {
  test('names what is amiss, and leaves the details to the log', async () => {
    const it = scene(WELL);
    expect(await it.ready()).toEqual({ isReady: true, parts: [] });
    it.found = AWAY;
    it.now = 1_000;
    expect(await it.ready()).toEqual({ isReady: false, parts: ['database'] });
    expect(it.lines.at(-1)).toMatch(/^warn not ready .*db\.internal refuses bob/);
  });

  test('looks once a second at most, however often it is asked', async () => {
    const it = scene(WELL);
    await Promise.all(Array.from({ length: 1_000 }, () => it.ready()));
    expect(it.looks).toBe(1);
    it.now = 999;
    await it.ready();
    expect(it.looks).toBe(1);
    it.now = 1_000;
    await it.ready();
    expect(it.looks).toBe(2);
  });

  test('logs each change once, and nothing of a start that takes its moments', async () => {
    const it = scene(AWAY);
    await it.ready();
    expect(it.lines).toEqual([]);
    for (it.now = 11_000; it.now < 20_000; it.now += 1_000) await it.ready();
    expect(it.lines).toEqual([expect.stringMatching(/^warn not ready/)]);
    it.found = WELL;
    await it.ready();
    expect(it.lines.slice(1)).toEqual([expect.stringMatching(/^info ready/)]);
  });
});

test('each trouble that the engine tells of has its part', () => {
  const audited = { found: { overdueTimers: 3, stuckEscalations: 2, leftToNewer: 0 }, beatAt: 0 };
  const all = readiness({ now: 99_000, database: 'a', queue: 'b', slack: 'c', sweptAt: 0, audited });
  const parts = all.about.map(([part]) => part);
  expect(parts).toEqual(['database', 'queue', 'slack', 'sweep', 'work', 'work', 'work']);
  expect(all.problems).toHaveLength(parts.length);
  const never = readiness({
    now: 0,
    database: null,
    queue: null,
    sweptAt: null,
    audited: { found: null, beatAt: null },
  });
  expect(never.about.map(([part]) => part)).toEqual(['sweep', 'work']);
});
