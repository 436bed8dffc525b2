import type { Actor, Command } from '../command.ts';
import type { Refusal } from '../refusal.ts';
import type { Escalation, PersonId } from './escalation.ts';
import { isOurs, kindOf, type PersonKind } from './people.ts';
import { type Act, type Named, PERMISSIONS, type Permission, rolesIn } from './permissions.ts';

/** The person who sent a command that only people send; throws for Muster itself, which would be a bug. */
export function personOf(actor: Actor): PersonId {
  if (actor.id === null) throw new Error('a person must send this command, not Muster');
  return actor.id;
}

/** The fields that decide who may see an escalation, which a row of a list has too. */
export type Visibility = {
  readonly isPrivate: boolean;
  readonly monitor: PersonId;
  readonly swarm: readonly { readonly id: PersonId }[];
};

/**
 * The one rule for who may know what an escalation is about: of a private one, the swarm and the monitor. Whoever is offered
 * ownership is in the swarm, for the offer brings them in and leaving declines it.
 */
export function maySee(escalation: Visibility, person: PersonId): boolean {
  if (!escalation.isPrivate || escalation.monitor === person) return true;
  return escalation.swarm.some((one) => one.id === person);
}

/**
 * The gate that everything passes, by `PERMISSIONS`: who somebody is, what they may know, and what their role allows.
 * @param wanted what a command says, as far as there is one already: a form is refused before it is filled in.
 */
export function refuseUnlessAllowed<A extends Act>(
  act: A,
  escalation: Escalation,
  by: Actor,
  wanted: object = {},
): Refusal | null {
  const permission = permissionOf(act);
  const ours = refuseKind(permission, by);
  if (ours !== null || by.id === null) return ours;
  // What anybody may do tells them nothing.
  const isOpenToAll = permission.private.includes('anybody');
  if (!isOpenToAll && !maySee(escalation, by.id)) return { code: 'PrivateSwarm' };
  const roles = rolesIn(escalation, by);
  const isIn = roles.includes('member') || roles.includes('joined');
  if (by.kind === 'guest' && !isIn) return { code: 'GuestOutside' };
  const allowed = escalation.isPrivate ? permission.private : permission.public;
  if (roles.some((role) => allowed.includes(role))) return null;
  return permission.otherwise(escalation, by, wanted);
}

/** Whether they may ask for it at all, whatever it is about: all there is to ask before an escalation exists. */
export function refuseKindFor(act: Act, by: Actor): Refusal | null {
  return refuseKind(permissionOf(act), by);
}

/** Refuses the first person named who cannot have the part that they are to have. */
export function refuseNamed(command: Command): Refusal | null {
  for (const { person, field, as } of permissionOf(command.type).names(command)) {
    const refused = refusePerson(kindOf(command.kinds, person), { person, field, as });
    if (refused !== null) return refused;
  }
  return null;
}

/** Everybody whom it names. */
export function peopleNamed(command: { readonly type: Command['type'] }): PersonId[] {
  return permissionOf(command.type)
    .names(command)
    .map(({ person }) => person);
}

type AnyPermission = Permission<unknown> & {
  readonly otherwise: (escalation: Escalation, by: Actor, wanted: object) => Refusal;
};

/** TypeScript cannot follow a name to its row. */
function permissionOf(act: Act): AnyPermission {
  return PERMISSIONS[act] as unknown as AnyPermission;
}

function refuseKind({ kinds }: AnyPermission, { kind }: Actor): Refusal | null {
  if (kinds.includes(kind)) return null;
  if (kind === 'muster') throw new Error('a person must send this command, not Muster');
  if (kinds.every((one) => one === 'muster')) return { code: 'MusterAlone' };
  return isOurs(kind) ? { code: 'GuestsMayNot' } : { code: 'NotOneOfUs', kind };
}

function refusePerson(kind: PersonKind, { person, field, as }: Named): Refusal | null {
  if (!isOurs(kind)) return { code: 'CannotTakePart', person, field, kind };
  const isTooMuch = kind === 'guest' && (as === 'owner' || as === 'monitor');
  return isTooMuch ? { code: 'GuestsCannotBe', person, field, role: as } : null;
}

/** Refuses the first text with nothing in it: by the field it is in, and by the name that people know that by. */
export function refuseEmpty(
  texts: Readonly<Record<string, readonly [text: string, called: string]>>,
): Refusal | null {
  const empty = Object.entries(texts).find(([, [text]]) => text.trim() === '');
  return empty === undefined ? null : { code: 'Empty', field: empty[0], called: empty[1][1] };
}
