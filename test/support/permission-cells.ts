import type { Actor } from '../../src/domain/command.ts';
import type { PersonKind } from '../../src/domain/kernel/people.ts';
import { type Act, PERMISSIONS, type Role } from '../../src/domain/kernel/permissions.ts';
import { hidden, open } from '../domain/tables/cast.ts';
import type { Past } from './given.ts';

/** The cells of the table of permissions: who they are about, how an escalation gets there, and what the table says. */

/** Whom the cells are about. */
export const WHO = 'gus';
export const VISIBILITIES = ['public', 'private'] as const;

/** What makes Gus this to the escalation, and what the roster says of him then; see `ROLES`. */
export const BECOMES: Readonly<
  Record<Role, { readonly past: readonly Past[]; readonly roster?: Partial<Actor> }>
> = {
  rep: { past: [] },
  owner: { past: [broughtIn(), { type: 'OwnershipClaimed', owner: WHO, by: WHO }] },
  communicator: { past: [broughtIn(), { type: 'RoleGiven', role: 'communicator', from: 'rita', to: WHO }] },
  monitor: { past: [{ type: 'RoleGiven', role: 'monitor', from: 'morgan', to: WHO }] },
  lead: { past: [], roster: { leads: ['legal'] } },
  asked: {
    past: [
      broughtIn(),
      { type: 'OwnershipClaimed', owner: 'dana', by: 'dana' },
      { type: 'HandOverOffered', to: WHO, note: 'Go on', by: 'dana' },
      { type: 'RoleOffered', role: 'communicator', from: 'rita', to: WHO, asked: WHO, by: 'sam' },
    ],
  },
  member: { past: [broughtIn()] },
  joined: { past: [{ type: 'PersonJoined', person: WHO, by: WHO }] },
  manager: { past: [{ type: 'OwnershipClaimed', owner: 'dana', by: 'dana' }], roster: { manages: true } },
  anybody: { past: [] },
};

export function broughtIn(): Past {
  return { type: 'PeoplePulledIn', people: [{ id: WHO, as: 'guest' }], teams: [] };
}

/** All that happened to an open escalation by the time that Gus is this to it. */
export function pastFor(role: Role, isPrivate: boolean): readonly Past[] {
  const past = isPrivate ? hidden(open) : open;
  const named = role === 'rep' ? past.map(asRep) : past;
  return [...named, ...BECOMES[role].past];
}

function asRep(event: Past): Past {
  return event.type === 'EscalationOpened'
    ? { ...event, rep: WHO, swarm: [{ id: WHO, as: 'rep' }, ...event.swarm.slice(1)], by: WHO }
    : event;
}

/** As the table is meant to be read: independently of how the gate reads it. */
export function saysTable(act: Act, kind: PersonKind, roles: readonly Role[], isPrivate: boolean): boolean {
  const row = PERMISSIONS[act];
  const isIn = roles.includes('member') || roles.includes('joined');
  if (!row.kinds.includes(kind)) return false;
  if (!row.private.includes('anybody') && isPrivate && !isIn && !roles.includes('monitor')) return false;
  if (kind === 'guest' && !isIn) return false;
  return (isPrivate ? row.private : row.public).some((role) => roles.includes(role));
}
