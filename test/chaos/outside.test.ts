import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import { regained } from '../../src/slack/regained.ts';
import { opened as opening } from '../domain/tables/cast.ts';
import { type Past, START } from '../support/given.ts';
import type { Tale } from '../support/invariants/tale.ts';
import { ANSWER_NAMES, createShutter, type Shutter } from './answers.ts';
import { planFaults } from './fault-plan.ts';
import { floodChecks } from './flood-checks.ts';
import { FORMS } from './forms.ts';
import { type OutageFacts, outageChecks } from './outages.ts';
import { outsiderChecks } from './outsider-checks.ts';
import { OUTSIDERS, planOutsiders } from './outsider-plan.ts';
import { planAll } from './plan.ts';
import { brokenIn, note, taleOf } from './tales.ts';
import { troubles } from './troubles.ts';

describe('what outsiders try is found when it', () => {
  const ID = 'U0ACMEFAY';
  const joined = (person: string, by: string): Past => ({ type: 'PersonJoined', person, by });
  const look = (tale: Tale, shown: string[] = []) =>
    brokenIn(
      outsiderChecks(
        [ID],
        'intruder1z',
        shown.map((what) => ({ person: ID, what })),
        [tale],
      ),
    );
  const [onTimeline, inSwarm, sent] = [
    'nothing of outsiders on any timeline',
    'no outsider in a swarm or with a role',
    'outsiders are sent nothing of what swarms hold',
  ];

  test.each<[string, Past[], string[]]>([
    ['left nothing', [note('it m1z')], []],
    ['was done in their name', [{ ...note('it m1z'), by: ID }], [onTimeline, inSwarm]],
    ['left what they typed', [note('intruder1z')], [onTimeline]],
    ['made them a member', [joined(ID, ID)], [onTimeline, inSwarm]],
    [
      'made them something for others',
      [
        { type: 'OwnershipClaimed', owner: 'dana', by: 'dana' },
        { type: 'HandOverOffered', to: ID, note: 'a', by: 'dana' },
      ],
      [onTimeline, inSwarm],
    ],
    ['is over', [joined(ID, ID), { type: 'PersonLeft', person: ID, by: ID }], [onTimeline]],
  ])('%s', (_name, past, broken) => {
    expect(look(taleOf(opening, ...past))).toEqual(broken);
  });

  test.each([
    ['{"text":"Muster works for the people of this workspace"}', []],
    ['{"text":"ESC-1 · Customer 7"}', [sent]],
    ['{"text":"Customer flood-7"}', [sent]],
    ['{"initial_value":"We are at it ch12x3z"}', [sent]],
  ])('shows them %s', (what, broken) => {
    expect(look(taleOf(opening), [what])).toEqual(broken);
  });
});

describe('a flood', () => {
  const refused = '{"errors":{"a":"That was more than Muster takes from one person in a minute."}}';
  const seen = (person: string, times: number, every: number) =>
    Array.from({ length: times }, (_, nth) => ({
      person,
      at: START + nth * every,
      trigger: '',
      answer: nth === times - 1 ? refused : '""',
    }));

  test('may be refused, and nobody else', () => {
    expect(brokenIn(floodChecks([], [...seen('flo', 60, 10)], 60))).toEqual([]);
    expect(brokenIn(floodChecks([], [...seen('flo', 60, -10)], 60))).toEqual([]);
    expect(brokenIn(floodChecks([], [...seen('flo', 60, 10), ...seen('rita', 2, 10)], 60))).toEqual([
      'only who floods is told to wait',
    ]);
    expect(brokenIn(floodChecks([], seen('rita', 60, 10 * SECOND), 60))).toEqual([
      'only who floods is told to wait',
    ]);
  });

  test('keeps nobody else from an answer', () => {
    expect(brokenIn(floodChecks([{ flood: 1, waitedMs: 900 }], [], 60))).toEqual([]);
    expect(brokenIn(floodChecks([{ flood: 1, waitedMs: null }], [], 60))).toEqual([
      'others are answered while one person floods',
    ]);
  });
});

describe('a time when Slack took nothing', () => {
  const one = START + 1_500;
  const told = regained({ since: one, until: one + SECOND, reason: 'invalid_auth' });
  const look = (facts: Partial<OutageFacts>) =>
    brokenIn(outageChecks({ noticed: [one], told: [], left: [], ...facts }));

  test('is over and told', () => {
    expect(look({ told: [JSON.stringify(told)] })).toEqual([]);
    expect(look({ noticed: [] })).toEqual([]);
  });

  test('is found when no manager hears of it, or of another one only', () => {
    const other = regained({ since: one + MINUTE, until: one + 2 * MINUTE, reason: 'invalid_auth' });
    expect(look({})).toEqual(['managers hear that Slack took nothing']);
    expect(look({ told: [JSON.stringify(other)] })).toEqual(['managers hear that Slack took nothing']);
  });

  test('is found when Muster does not see that it is over', () => {
    expect(look({ left: [one] })).toEqual(['an outage of Slack is over once it is']);
  });
});

describe('while Slack is shut', () => {
  const call = (host: string, method = 'chat.update') => ({ method, args: {}, host });
  const taken = { status: 200, headers: {}, body: { ok: true } };
  const ask = (shutter: Shutter, one: ReturnType<typeof call>) =>
    shutter.intercept(one, async () => taken).then(({ body }) => body);

  test('to one process, it takes what others ask, and all again afterwards', async () => {
    const shutter = createShutter();
    const open = shutter.shut('token_revoked', 'a:1');
    expect(await ask(shutter, call('a:1'))).toEqual({ ok: false, error: 'token_revoked' });
    expect(await ask(shutter, call('a:2'))).toEqual({ ok: true });
    expect(await ask(shutter, call('a:1', 'apps.connections.open'))).toEqual({ ok: true });
    open();
    expect(await ask(shutter, call('a:1'))).toEqual({ ok: true });
  });

  test('to all, it takes nothing', async () => {
    const shutter = createShutter();
    shutter.shut('an empty object', null);
    expect(await Promise.all([ask(shutter, call('a:1')), ask(shutter, call('a:2'))])).toEqual([{}, {}]);
    expect(await ask(shutter, call('a:1', 'apps.connections.open'))).toEqual({});
  });
});

describe('in a longer run', () => {
  const plans = planAll(7, 400, 600_000);
  const acts = new Set(plans.flatMap(({ steps }) => steps.map(({ act }) => act)));

  test('everything that people and outsiders can do is done', () => {
    for (const act of [...Object.keys(FORMS), ...Object.keys(troubles), 'claim']) expect(acts).toContain(act);
    const tried = planOutsiders(7, 600_000);
    expect(new Set(tried.map(({ act }) => act)).size).toBe(10);
    expect(new Set(tried.map(({ who }) => who.handle)).size).toBe(OUTSIDERS.length);
  });

  test('people are taken out of private swarms alone, and only owners release', () => {
    for (const { isPrivate, steps } of plans) {
      const names = steps.map(({ act }) => act);
      if (names.includes('take out')) expect(isPrivate).toBe(true);
      if (names.includes('release')) expect(names.indexOf('claim')).toBeLessThan(names.indexOf('release'));
    }
    expect(plans.some(({ steps }) => steps.some(({ act }) => act === 'release'))).toBe(true);
  });

  test('Slack takes nothing from one process, and from all, with each answer', () => {
    const faults = planFaults(7, { withinMs: 3_600_000, slots: 4, hasRedis: true, ownsPostgres: true });
    const shut = faults.filter((fault) => fault.kind === 'token');
    expect(new Set(shut.map(({ answer }) => answer))).toEqual(new Set(ANSWER_NAMES));
    expect(new Set(shut.map(({ slot }) => slot))).toEqual(new Set([null, 0, 1, 2, 3]));
  });
});
