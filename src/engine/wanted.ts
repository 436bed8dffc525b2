import type { Effect } from '../domain/effect.ts';
import type { Escalation } from '../domain/escalation.ts';

/**
 * Whether something new should still be made. A message that stands already is edited to show what became of it; one that
 * never got there in time would only ask for what is done. Whoever stood still while another opened the channel must not
 * open a second one.
 */
export function isStillWanted(escalation: Escalation, effect: Effect): boolean {
  switch (effect.type) {
    case 'CreateChannel':
      return escalation.channel === null || escalation.channel.isReplaced;
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
