import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import { dispatch } from '../../src/engine/dispatch.ts';
import { fireTimer } from '../../src/engine/timers.ts';
import type { Log } from '../../src/telemetry/log.ts';
import type { Attributes, Telemetry } from '../../src/telemetry/telemetry.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { bench, DANA, forgetEscalations, must, open, opening, REP, SAM, to } from '../support/engine.ts';

type Span = { name: string; attributes: Attributes; failed: boolean; isOpen: boolean };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(() => forgetEscalations(database));

/** An engine with what it told, by spans, counters and `info` lines. */
async function recording() {
  const spans: Span[] = [];
  const counts: { name: string; attributes: Attributes }[] = [];
  const lines: (Record<string, unknown> & { msg: string })[] = [];
  /** For each line, the spans that were open when it was written. */
  const within: string[][] = [];
  const telemetry: Telemetry = {
    async span(name, attributes, work) {
      const span: Span = { name, attributes, failed: false, isOpen: true };
      spans.push(span);
      try {
        return await work((more) => Object.assign(span, { attributes: { ...span.attributes, ...more } }));
      } catch (error) {
        span.failed = true;
        throw error;
      } finally {
        span.isOpen = false;
      }
    },
    count: (name, attributes) => counts.push({ name, attributes }),
  };
  const log: Log = {
    debug() {},
    info: (facts, msg) => {
      lines.push({ ...facts, msg });
      within.push(spans.filter((one) => one.isOpen).map((one) => one.name));
    },
    warn() {},
    error() {},
  };
  const { another, slack, clock } = await bench(database);
  const named = (name: string) => spans.filter((one) => one.name === name).map((one) => one.attributes);
  return { engine: another({ telemetry, log }), slack, clock, spans, counts, lines, within, named };
}

test('a command, its effects and a timer are each seen, and logged in one line', async () => {
  const { engine, clock, named, counts, lines } = await recording();
  const id = await open(engine);
  expect(named('muster.command')).toEqual([
    {
      'muster.command': 'OpenEscalation',
      'muster.outcome': 'done',
      'muster.escalation': id,
      'muster.seq': 2,
    },
  ]);
  expect(lines).toEqual([
    {
      command: 'OpenEscalation',
      escalation: id,
      seq: 2,
      outcome: 'done',
      ms: expect.any(Number),
      msg: 'command',
    },
  ]);

  await engine.drain();
  const effects = await database.db.effect.findMany();
  const told = lines.filter(({ msg }) => msg === 'effect');
  expect(told.map((line) => line.id).sort()).toEqual(effects.map((one) => one.id).sort());
  expect(named('muster.effect').map((one) => one['muster.effect_id'])).toEqual(told.map((line) => line.id));
  expect(told).toContainEqual(
    expect.objectContaining({ effect: 'CreateChannel', escalation: id, outcome: 'done' }),
  );
  expect(lines).toContainEqual(expect.objectContaining({ command: 'RecordChannel', outcome: 'done' }));

  clock.now += 50 * MINUTE;
  await engine.drain();
  const fired = await database.db.timer.findMany({ where: { state: 'fired' } });
  expect(fired).not.toEqual([]);
  const rung = lines.filter(({ command }) => command === 'FireTimer');
  expect(rung.map((line) => line.timer)).toEqual(expect.arrayContaining(fired.map((one) => one.kind)));
  const timers = counts.filter(({ name }) => name === 'muster.timers');
  expect(timers.map(({ attributes }) => attributes['muster.timer'])).toEqual(rung.map((line) => line.timer));
  const inSpans = named('muster.timers').reduce((sum, one) => sum + Number(one['muster.fired']), 0);
  expect(inSpans).toBe(rung.length);
});

test('a span holds its transaction: it is open when what was committed is logged', async () => {
  const { engine, clock, lines, within } = await recording();
  await open(engine);
  await engine.drain();
  clock.now += 50 * MINUTE;
  await engine.drain();
  const spanOf = (isIt: (line: (typeof lines)[number]) => boolean) =>
    new Set(lines.flatMap((line, index) => (isIt(line) ? [within[index]?.at(-1)] : [])));
  expect(spanOf(({ command }) => command === 'OpenEscalation')).toEqual(new Set(['muster.command']));
  expect(spanOf(({ command }) => command === 'FireTimer')).toEqual(new Set(['muster.timers']));
  expect(spanOf(({ msg }) => msg === 'effect')).toEqual(new Set(['muster.effect']));
});

test('a timer that is fired by itself is in a span too, and a sweep that finds nothing in none', async () => {
  const { engine, clock, named, lines, within } = await recording();
  await open(engine);
  await engine.drain();
  expect(named('muster.timers')).toEqual([]);
  clock.now += 50 * MINUTE;
  const [timer] = await database.db.timer.findMany({ where: { state: 'armed' }, orderBy: { dueAt: 'asc' } });
  if (!timer) throw new Error('no timer is armed');
  await fireTimer(engine, timer.id, timer.version);
  expect(named('muster.timers')).toEqual([{ 'muster.fired': 1 }]);
  const line = lines.findIndex(({ command }) => command === 'FireTimer');
  expect(within[line]).toEqual(['muster.timers']);
});

test('a refusal is told by its code, a redelivery as repeated', async () => {
  const { engine, lines } = await recording();
  const id = await open(engine);
  await must(engine, { type: 'ClaimOwnership', ...to(id, DANA) });
  lines.length = 0;
  await dispatch(engine, { type: 'ClaimOwnership', ...to(id, SAM) });
  const inbox = { key: 'view-1', kind: 'view', isCorrectable: false } as const;
  const note = { type: 'AddNote', kind: 'note', text: 'x', ...to(id, REP) } as const;
  await dispatch(engine, note, { inbox });
  await dispatch(engine, note, { inbox });
  const outcomes = lines.map(({ command, outcome }) => [command, outcome]);
  expect(outcomes).toEqual([
    ['ClaimOwnership', expect.stringMatching(/^[A-Z]\w+$/)],
    ['AddNote', 'done'],
    ['AddNote', 'repeated'],
  ]);
});

test('nothing that people wrote is in a span, a counter or an info line, also when things fail', async () => {
  const { engine, slack, clock, spans, counts, lines } = await recording();
  const secrets = {
    customer: 'Zorblax',
    ticket: '#90210',
    problem: 'Quux leaks',
    tried: 'Frobbed',
    outcome: 'Calm',
  };
  const id = await open(engine, secrets);
  slack.spoil('Invite', { kind: 'failed', reason: 'Plugh is gone' });
  slack.spoil('ShowCard', { kind: 'later', afterMs: MINUTE, reason: 'Plugh is late' });
  await engine.drain();
  await must(engine, { type: 'AddNote', kind: 'note', text: 'Xyzzy', ...to(id, REP) });
  const broken = { ...opening(secrets), severity: 'SEV9 Xyzzy' as 'SEV1', ticket: '#90211' };
  await dispatch(engine, broken).catch(() => undefined);
  clock.now += 50 * MINUTE;
  await engine.drain();
  const all = JSON.stringify([spans, counts, lines]);
  expect(all).toContain(id);
  expect(lines.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['failed', 'later', 'done']));
  expect(all).not.toMatch(/zorblax|90210|90211|quux|frobbed|calm|plugh|xyzzy/i);
});
