import type { PersonId } from './escalation.ts';

/**
 * What is to be done in Slack, as data. "Show" effects post once and edit ever after, so repeating one is harmless
 * and neighbouring ones collapse; "Say" posts one line for the event at `seq`.
 */
export type Effect =
  | { readonly type: 'CreateChannel'; readonly name: string; readonly isPrivate: boolean }
  /** One call for everybody whom the event at `seq` brings in. */
  | { readonly type: 'Invite'; readonly people: readonly PersonId[]; readonly seq: number }
  | { readonly type: 'ShowCard' }
  | { readonly type: 'PinCard' }
  | { readonly type: 'ShowTopic' }
  /** The escalation's one line in the escalations channel. */
  | { readonly type: 'ShowLine' }
  /** The direct message that asks a lead to claim; shows the outcome once somebody has. */
  | { readonly type: 'ShowClaimRequest'; readonly lead: PersonId }
  /** Asks the communicator for the customer update, as of the event at `seq`; shows what became of it afterwards. */
  | {
      readonly type: 'ShowCheckpoint';
      readonly number: number;
      readonly when: 'ahead' | 'due';
      readonly seq: number;
    }
  /** Asks the next owner to accept or decline; shows the answer afterwards. */
  | { readonly type: 'ShowOffer'; readonly seq: number }
  /** One line in the swarm channel about the event at `seq`. */
  | { readonly type: 'Say'; readonly seq: number }
  /** A direct message about the event at `seq` to somebody who has to act on it. */
  | { readonly type: 'Tell'; readonly person: PersonId; readonly seq: number };

export type EffectType = Effect['type'];

/**
 * What the effect is about, unique within its escalation: the identity of the message it shows. Two pending effects with
 * the same key are one.
 */
export function effectKey(effect: Effect): string {
  switch (effect.type) {
    case 'CreateChannel':
      return 'channel';
    case 'Invite':
      return `invite-${effect.seq}`;
    case 'ShowCard':
      return 'card';
    case 'PinCard':
      return 'pin';
    case 'ShowTopic':
      return 'topic';
    case 'ShowLine':
      return 'line';
    case 'ShowClaimRequest':
      return `claim-request-${effect.lead}`;
    case 'ShowCheckpoint':
      return `checkpoint-${effect.number}-${effect.when}-${effect.seq}`;
    case 'ShowOffer':
      return `offer-${effect.seq}`;
    case 'Say':
      return `say-${effect.seq}`;
    case 'Tell':
      return `tell-${effect.person}-${effect.seq}`;
  }
}

/** Whose outcome an effect waits for: nothing, the swarm channel, or the card in it. */
export function effectNeeds(effect: Effect): 'nothing' | 'channel' | 'card' {
  switch (effect.type) {
    case 'CreateChannel':
    case 'Tell':
      return 'nothing';
    case 'PinCard':
      return 'card';
    case 'ShowLine':
    case 'ShowClaimRequest':
    case 'Invite':
    case 'ShowCard':
    case 'ShowTopic':
    case 'ShowCheckpoint':
    case 'ShowOffer':
    case 'Say':
      return 'channel';
  }
}

/**
 * Effects of one lane run in the order they were staged; lanes do not wait for each other. Lines of the swarm channel
 * share a lane, so that they read in order.
 */
export function effectLane(effect: Effect): string {
  switch (effect.type) {
    case 'Say':
    case 'ShowOffer':
    case 'ShowCheckpoint':
      return 'lines';
    default:
      return effectKey(effect);
  }
}
