import type { PersonKind } from './people.ts';

/** Who reads what is written in a place: our own people alone, guests or other organisations besides, or nobody can tell. */
export const READERS = ['our people', 'unknown', 'guests too', 'others too'] as const;
export type Readers = (typeof READERS)[number];

/** Some whom it is not meant for read it, or may. */
export type Outsiders = Exclude<Readers, 'our people'>;

/** Whether more people read it, of whom less is known, than before. */
export function isWorse(readers: Readers, before: Readers): boolean {
  return READERS.indexOf(readers) > READERS.indexOf(before);
}

/** What those are who read in a place where each of these does. */
export function readersAmong(kinds: readonly PersonKind[]): Readers {
  const all = kinds.map(readersOfKind);
  return READERS.findLast((readers) => all.includes(readers)) ?? 'our people';
}

function readersOfKind(kind: PersonKind): Readers {
  switch (kind) {
    case 'member':
    // What an app reads, whoever installed it in the workspace lets it read.
    case 'app':
    // Nobody reads what such an account is sent.
    case 'deactivated':
      return 'our people';
    case 'guest':
      return 'guests too';
    case 'external':
      return 'others too';
    case 'unknown':
    case 'unasked':
      return 'unknown';
  }
}

/**
 * Who reads a direct message to somebody of this kind. Slack refuses one to a deactivated account, by which Muster learns that
 * they have left.
 * @param isBroughtIn whether they are in the swarm that it is about, as a guest is who was brought in
 */
export function readersOfDirect(kind: PersonKind, isBroughtIn: boolean): Readers {
  switch (kind) {
    case 'member':
    case 'deactivated':
      return 'our people';
    case 'guest':
      return isBroughtIn ? 'our people' : 'guests too';
    case 'app':
    case 'external':
    case 'unknown':
      return 'others too';
    case 'unasked':
      return 'unknown';
  }
}
