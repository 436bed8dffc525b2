import type { Effect } from '../domain/effect.ts';
import type { Escalation } from '../domain/escalation.ts';

/**
 * Whether a message that asks for something should still be posted. One that stands already is edited to show what
 * became of it; one that never got there in time would only ask for what is done.
 */
export function isStillWanted(escalation: Escalation, effect: Effect): boolean {
  switch (effect.type) {
    case 'ShowCheckpoint': {
      const { checkpoint, asks } = escalation;
      const latest = asks.at(-1);
      return checkpoint?.number === effect.number && checkpoint.asked !== 'no' && latest?.seq === effect.seq;
    }
    case 'ShowClaimRequest':
      return escalation.status === 'open' && escalation.owner === null;
    case 'ShowOffer':
      return escalation.offer?.seq === effect.seq;
    default:
      return true;
  }
}
