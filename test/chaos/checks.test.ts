import { describe, expect, test } from 'vitest';
import { SECOND } from '../../src/domain/kernel/time.ts';
import { opened as opening } from '../domain/tables/cast.ts';
import { type Past, START } from '../support/given.ts';
import type { Tale } from '../support/invariants/tale.ts';
import { planFaults } from './fault-plan.ts';
import { planFloods } from './floods.ts';
import { lateChecks, latenessOf, percentile } from './lateness.ts';
import { type Deed, ledgerChecks, type Told } from './ledger.ts';
import { readOptions } from './options.ts';
import { planOutsiders } from './outsider-plan.ts';
import { planAll } from './plan.ts';
import { brokenIn, note, taleOf } from './tales.ts';

function deed(...told: readonly Told[]): Deed {
  const customer = opening.customer;
  return { customer, person: 'rita', what: 'add note', marker: 'm1z', leaves: ['NoteAdded'], told };
}

describe('what people were told is held against the timeline:', () => {
  const without = taleOf(opening);
  const once = taleOf(opening, note('it m1z'));
  const twice = taleOf(opening, note('it m1z'), note('it m1z'));

  test.each<[string, Tale, Told[], string[]]>([
    ['done and there', once, ['done'], []],
    ['done and lost', without, ['done'], ['what somebody was told is done is on the timeline']],
    ['done at the second try, and there', once, ['nothing', 'done'], []],
    ['done and there twice', twice, ['done'], ['nothing that somebody typed is there twice']],
    ['unanswered and there', once, ['nothing'], []],
    ['unanswered and not there', without, ['nothing'], []],
    ['unanswered and there twice', twice, ['nothing'], ['nothing that somebody typed is there twice']],
    ['refused and not there', without, ['refused'], []],
    ['refused and there', once, ['refused'], ['what was refused is not on the timeline']],
    ['refused after a try without an answer, and there', once, ['nothing', 'refused'], []],
  ])('%s', (_name, tale, told, broken) => {
    expect(brokenIn(ledgerChecks([deed(...told)], [tale]))).toEqual(broken);
  });

  test('of an escalation that is not there at all', () => {
    expect(brokenIn(ledgerChecks([deed('done')], []))).toEqual([
      'what somebody was told is done is on the timeline',
    ]);
  });
});

describe('the lateness of timers', () => {
  const promised: Past = { type: 'CheckpointPromised', number: 1, dueAt: START + 100 * SECOND };
  const asked = (when: 'ahead' | 'due', at: number): Past => ({
    type: 'CheckpointAsked',
    number: 1,
    when,
    communicator: 'rita',
    by: null,
    at: START + at * SECOND,
  });

  test('counts from when each was due', () => {
    const tale = taleOf(opening, promised, asked('ahead', 76), asked('due', 103));
    expect(latenessOf(tale)).toEqual({ fired: [SECOND, 3 * SECOND], overtaken: [] });
  });

  test('is known of one that something else made pointless', () => {
    const tale = taleOf(opening, promised, asked('due', 103));
    expect(latenessOf(tale)).toEqual({ fired: [3 * SECOND], overtaken: [] });
    const moved: Past = {
      type: 'CheckpointMoved',
      number: 1,
      from: START + 100 * SECOND,
      to: START + 900 * SECOND,
      reason: 'a',
      at: START + 110 * SECOND,
    };
    expect(latenessOf(taleOf(opening, promised, moved)).overtaken).toEqual([35 * SECOND, 10 * SECOND]);
  });

  test('of more than a minute is broken', () => {
    expect(lateChecks([taleOf(opening, promised, asked('due', 159))]).broken).toEqual([]);
    expect(lateChecks([taleOf(opening, promised, asked('due', 161))]).broken).toHaveLength(1);
  });

  test('has percentiles', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile([], 0.5)]).toEqual([51, 100, 0]);
  });
});

describe('a seed', () => {
  const within = { withinMs: 60_000, slots: 4, hasRedis: true, ownsPostgres: true };

  test('plans the same people and the same faults each time', () => {
    expect(planAll(7, 20, 60_000)).toEqual(planAll(7, 20, 60_000));
    expect(planFaults(7, within)).toEqual(planFaults(7, within));
    expect(planOutsiders(7, 60_000)).toEqual(planOutsiders(7, 60_000));
    expect(planFloods(7, 600_000)).toEqual(planFloods(7, 600_000));
  });

  test('lets no Postgres crash that others use too', () => {
    const crashes = (ownsPostgres: boolean) =>
      planFaults(7, { ...within, withinMs: 3_600_000, ownsPostgres }).filter(
        (fault) => fault.kind === 'postgres' && fault.what === 'crash',
      );
    expect(crashes(false)).toEqual([]);
    expect(crashes(true).length).toBeGreaterThan(10);
  });

  test('plans others than another seed', () => {
    expect(planAll(7, 20, 60_000)).not.toEqual(planAll(8, 20, 60_000));
    expect(planFaults(7, within)).not.toEqual(planFaults(8, within));
    expect(planOutsiders(7, 60_000)).not.toEqual(planOutsiders(8, 60_000));
    expect(planFloods(7, 600_000)).not.toEqual(planFloods(8, 600_000));
  });
});

describe('the options', () => {
  test('have their defaults', () => {
    const wanted = readOptions(['--seed', '5'], true);
    expect(wanted).toEqual({
      kind: 'run',
      options: { seed: 5, minutes: 10, escalations: 240, processes: 4, queue: 'redis' },
      json: undefined,
    });
    expect(readOptions([], false)).toMatchObject({ options: { queue: 'postgres' } });
    expect(readOptions(['--help'], true)).toEqual({ kind: 'help' });
  });

  test.each([
    ['--minutes 0', '--minutes is'],
    ['--seed x', '--seed is'],
    ['--escalations 1.5', '--escalations is'],
    ['--processes 9', '--processes is'],
    ['--queue kafka', '--queue is'],
    ['--queue redis', 'redis-server is not installed'],
    ['--fast', '--help tells the options'],
  ])('that make no sense are refused in a sentence: %s', (args, sentence) => {
    expect(readOptions(args.split(' '), false)).toMatchObject({
      kind: 'wrong',
      sentence: expect.stringContaining(sentence),
    });
  });
});
