import type { PersonId } from './escalation.ts';

/**
 * What somebody is to the workspace where Muster is installed, as Slack tells: `external` belongs to another organisation,
 * of `unknown` Slack tells nothing, and with `unasked` nobody has asked, or Slack has not answered.
 */
export const PERSON_KINDS = [
  'member',
  'guest',
  'external',
  'app',
  'deactivated',
  'unknown',
  'unasked',
] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** Who may have a part in an escalation at all; whoever else a command names or is sent by, nothing comes of it. */
export type OurKind = Extract<PersonKind, 'member' | 'guest'>;
export type OthersKind = Exclude<PersonKind, OurKind>;

/** What those are whom a command is sent by and names. Who is missing has not been asked about. */
export type Kinds = Readonly<Record<PersonId, PersonKind>>;

/** All of those. */
export const OTHERS_KINDS = [
  'external',
  'app',
  'deactivated',
  'unknown',
  'unasked',
] as const satisfies readonly OthersKind[];

export function kindOf(kinds: Kinds | undefined, person: PersonId): PersonKind {
  return kinds !== undefined && Object.hasOwn(kinds, person) ? (kinds[person] ?? 'unasked') : 'unasked';
}

export function isOurs(kind: PersonKind): kind is OurKind {
  return kind === 'member' || kind === 'guest';
}
