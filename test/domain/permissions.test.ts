import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor, Command } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import { refuseUnlessAllowed } from '../../src/domain/kernel/access.ts';
import { isRefusal } from '../../src/domain/kernel/decision.ts';
import type { Escalation } from '../../src/domain/kernel/escalation.ts';
import { PERSON_KINDS } from '../../src/domain/kernel/people.ts';
import { type Act, PERMISSIONS, ROLES, type Role, rolesIn } from '../../src/domain/kernel/permissions.ts';
import { actor, MEMBERS, type Past, START, stateAfter } from '../support/given.ts';
import { BECOMES, pastFor, saysTable, VISIBILITIES, WHO } from '../support/permission-cells.ts';
import { permissionsTable } from '../support/permissions-table.ts';
import { open } from './tables/cast.ts';
import { wants } from './tables/walk.ts';

const ACTS = Object.keys(PERMISSIONS) as Act[];

function stateFor(role: Role, isPrivate: boolean): Escalation {
  return stateAfter(...pastFor(role, isPrivate));
}

function commandFor(act: Act, by: Actor, { offer, roleOffers }: Escalation): Command | null {
  if (act === 'See') return null;
  const [wish = never()] = fc.sample(wants[act] as fc.Arbitrary<Command>, { numRuns: 1, seed: 7 });
  const answers = {
    AcceptHandOver: offer,
    DeclineHandOver: offer,
    AcceptRole: roleOffers[0],
    DeclineRole: roleOffers[0],
  };
  const seq = Object.hasOwn(answers, act) ? { offer: answers[act as keyof typeof answers]?.seq ?? 1 } : {};
  return { ...wish, ...seq, by, at: START + 1, kinds: MEMBERS } as Command;
}

function never(): never {
  throw new Error('nothing was drawn');
}

/** What nobody is told but by the gate. */
const GATE = [
  'PrivateSwarm',
  'NotInSwarm',
  'NotOneOfUs',
  'GuestsMayNot',
  'GuestOutside',
  'MusterAlone',
  'NotALead',
  'NotTheOwner',
  'MayNotResolve',
  'MayNotWithdraw',
  'OnlyManagers',
  'OnlyFromPrivate',
  'OfferNotForYou',
  'AskForRole',
];

describe.each(ACTS)('%s', (act) => {
  const cells = VISIBILITIES.flatMap((visibility) =>
    ROLES.flatMap((role) => PERSON_KINDS.map((kind) => [visibility, role, kind] as const)),
  );
  test.each(cells)('in a %s swarm, by the %s, who is %s to the workspace', (visibility, role, kind) => {
    const state = stateFor(role, visibility === 'private');
    const by = { ...actor(WHO, kind), ...BECOMES[role].roster };
    const roles = rolesIn(state, by);
    expect(roles).toContain(role);
    const command = commandFor(act, by, state);
    const allowed = saysTable(act, kind, roles, state.isPrivate);
    if (command === null) return expect(refuseUnlessAllowed(act, state, by) === null).toBe(allowed);
    const decision = decide(act === 'OpenEscalation' ? null : state, command);
    const code = isRefusal(decision) ? decision.code : null;
    if (allowed) expect(GATE).not.toContain(code);
    else expect([...GATE, 'OfferGone', 'RoleOfferGone']).toContain(code);
  });
});

test('whoever is not of the workspace may do nothing, and leave', () => {
  for (const act of ACTS) {
    const others = PERMISSIONS[act].kinds.filter((kind) => !['member', 'guest', 'muster'].includes(kind));
    expect(others.length === 0 || act === 'LeaveSwarm', act).toBe(true);
  }
});

test('guests are never owner nor monitor', () => {
  for (const act of ['ClaimOwnership', 'OfferHandOver', 'AcceptHandOver'] as const) {
    expect(PERMISSIONS[act].kinds).toEqual(['member']);
  }
  const state = stateFor('asked', false);
  const accept = {
    type: 'AcceptHandOver',
    offer: state.offer?.seq ?? 0,
    at: START,
    by: actor(WHO, 'guest'),
  } as const;
  expect(decide(state, accept)).toEqual({ code: 'GuestsMayNot' });
});

test('nobody who came by themselves comes to resolve it by what they and those like them do', () => {
  const joiners = ['gus', 'olli'];
  const step = fc.record({ by: fc.constantFrom(...joiners), want: fc.oneof(...Object.values(wants)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let seq = 0;
      const past: Past[] = [...open];
      for (const person of joiners) past.push({ type: 'PersonJoined', person, by: person });
      for (const { by, want } of steps) {
        seq += 1;
        const state = stateAfter(...past);
        const decision = decide(state, {
          ...want,
          by: actor(by),
          at: START + seq,
          kinds: MEMBERS,
        } as Command);
        if (isRefusal(decision)) continue;
        expect(decision.some(({ type }) => type === 'EscalationResolved')).toBe(false);
        past.push(...decision.map((event): Past => ({ ...event, by, at: START + seq })));
      }
    }),
    { numRuns: 300 },
  );
});

test('the README shows the table', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(permissionsTable());
});
