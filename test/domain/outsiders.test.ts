import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor, Command, CommandBody } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import { isRefusal } from '../../src/domain/kernel/decision.ts';
import { isInSwarm } from '../../src/domain/kernel/escalation.ts';
import { type Kinds, OTHERS_KINDS, type PersonKind } from '../../src/domain/kernel/people.ts';
import { HOUR } from '../../src/domain/kernel/time.ts';
import { MEMBERS, type Past, START, stateAfter } from '../support/given.ts';
import { created, hidden, offered, open, opened, owned, resolved, withdrawn } from './tables/cast.ts';
import { wants } from './tables/walk.ts';

/** None of them has a part in what is told here, whatever the roster says of them. */
const OUTSIDERS = ['xavi', 'yara', 'zoe'];

/** Where an outsider might find a way in: each of it public and private. */
const PASTS: Readonly<Record<string, readonly Past[]>> = {
  open,
  owned,
  offered,
  'with a role that is asked for': [
    ...owned,
    { type: 'RoleOffered', role: 'communicator', from: 'rita', to: 'sam', asked: 'rita', by: 'sam' },
  ],
  'with an outsider pulled in and gone': [
    ...owned,
    { type: 'PeoplePulledIn', people: [{ id: 'xavi', as: 'guest' }], teams: [], by: 'dana' },
    { type: 'PersonLeft', person: 'xavi', by: 'xavi' },
  ],
  'with a lost channel': [...owned, { type: 'SwarmChannelLost', why: 'archived', person: 'sam', by: null }],
  'with somebody in its channel who is not in it': [
    ...owned,
    { type: 'SwarmChannelLost', why: 'exposed', person: 'sam', by: null },
    { type: 'BystandersFound', people: ['olli'], by: null },
  ],
  'without a channel': [opened, ...owned.filter(({ type }) => type !== opened.type && type !== created.type)],
  resolved,
  withdrawn,
};

type Step = { readonly by: Actor; readonly want: CommandBody; readonly kinds: Kinds };

/** What outsiders of these kinds send, each of it at any moment, naming anybody and any offer. */
function stepsOf(kinds: readonly PersonKind[]) {
  const who = fc.constantFrom(...OUTSIDERS);
  const by = fc.record({
    id: who,
    kind: fc.constantFrom(...kinds),
    leads: fc.constantFrom([], ['payments'], ['legal']),
    manages: fc.boolean(),
  });
  const ofSome = fc.oneof(...Object.values(wants)) as fc.Arbitrary<CommandBody>;
  const want = fc
    .tuple(ofSome, fc.option(who), fc.nat({ max: 8 }), fc.nat({ max: 3 }))
    .map(([body, named, seq, hours]) => aimed(body, named, seq, START + hours * HOUR));
  const taken = fc.constantFrom<PersonKind>('member', 'guest', ...OTHERS_KINDS);
  const step = fc.record({
    by,
    want,
    kinds: taken.map((kind) => ({ ...MEMBERS, ...Object.fromEntries(OUTSIDERS.map((one) => [one, kind])) })),
  });
  return fc.array(step, { maxLength: 25 });
}

/** Naming an outsider where it names somebody, an event that may be there, and a time that may do. */
function aimed(body: CommandBody, named: string | null, seq: number, at: number): CommandBody {
  const fields: Record<string, unknown> = {};
  if (named !== null) {
    for (const field of ['to', 'person', 'successor', 'rep']) {
      if (typeof (body as Record<string, unknown>)[field] === 'string') fields[field] = named;
    }
    if ('people' in body) fields.people = [named];
  }
  for (const field of ['offer', 'found']) if (field in body) fields[field] = seq;
  if ('nextAt' in body) fields.nextAt = at;
  return { ...body, ...fields } as CommandBody;
}

/** Plays them one after the other, whatever comes of each; returns what came of them all. */
function play(past: readonly Past[], steps: readonly Step[]): Past[] {
  const happened = [...past];
  for (const [index, { by, want, kinds }] of steps.entries()) {
    const at = START + 2 * HOUR + index;
    const decision = decide(stateAfter(...happened), { ...want, by, at, kinds } as Command);
    if (isRefusal(decision)) continue;
    happened.push(...decision.map((event): Past => ({ ...event, by: by.id, at })));
  }
  return happened.slice(past.length);
}

function expectNothing(past: readonly Past[], kinds: readonly PersonKind[]): void {
  const property = fc.property(stepsOf(kinds), (steps) => {
    expect(play(past, steps)).toEqual([]);
  });
  fc.assert(property, { numRuns: 100 });
}

describe.each(Object.keys(PASTS))('an escalation %s', (name) => {
  const past = PASTS[name] ?? [];

  test('has no outsider in it', () => {
    for (const one of OUTSIDERS) expect(isInSwarm(stateAfter(...past), one)).toBe(false);
  });

  test.each(['public', 'private'])('is not changed by who is not of the workspace when it is %s', (seen) => {
    expectNothing(seen === 'private' ? hidden(past) : past, OTHERS_KINDS);
  });

  test.each(['public', 'private'])('is not changed by guests outside of it when it is %s', (seen) => {
    expectNothing(seen === 'private' ? hidden(past) : past, ['guest']);
  });

  test('is not changed by anybody at all outside of it when it is private', () => {
    expectNothing(hidden(past), ['member', 'guest', ...OTHERS_KINDS]);
  });

  // That nothing comes of those steps says something only as long as such steps can change anything.
  test('is changed by members outside of it when it is public and they may', () => {
    const [found] = fc
      .sample(stepsOf(['member']), { numRuns: 200, seed: 7 })
      .filter((steps) => play(past, steps).length > 0);
    expect(found).toBeDefined();
  });
});
