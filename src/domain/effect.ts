import type { Loss, PersonId } from './escalation.ts';

/**
 * What is to be done in Slack, as data. "Show" effects post once and edit ever after, so repeating one is harmless
 * and neighbouring ones collapse; "Say" posts one line for the event at `seq`.
 */
export type Effect =
  | { readonly type: 'CreateChannel'; readonly name: string; readonly isPrivate: boolean }
  /** One call for everybody whom the event at `seq` brings in. */
  | { readonly type: 'Invite'; readonly people: readonly PersonId[]; readonly seq: number }
  /** Looks whether Muster can write in its lost channel again; goes back in where only archiving had put it out. */
  | { readonly type: 'ReachChannel' }
  | { readonly type: 'ShowCard' }
  | { readonly type: 'PinCard' }
  | { readonly type: 'ShowTopic' }
  /** The escalation's one line in the escalations channel. */
  | { readonly type: 'ShowLine' }
  /** The direct message that asks a lead to claim; shows the outcome once somebody has. */
  | { readonly type: 'ShowClaimRequest'; readonly lead: PersonId }
  /**
   * Asks the communicator for the customer update, as of the event at `seq`; shows what became of it afterwards. With
   * `to` it is a direct message, since the channel is lost.
   */
  | {
      readonly type: 'ShowCheckpoint';
      readonly number: number;
      readonly when: 'ahead' | 'due';
      readonly seq: number;
      readonly to?: PersonId;
    }
  /** Asks the next owner to accept or decline; shows the answer afterwards. `to` as for `ShowCheckpoint`. */
  | { readonly type: 'ShowOffer'; readonly seq: number; readonly to?: PersonId }
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
    case 'ReachChannel':
      return 'reach';
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
      return `checkpoint-${effect.number}-${effect.when}-${effect.seq}${directly(effect)}`;
    case 'ShowOffer':
      return `offer-${effect.seq}${directly(effect)}`;
    case 'Say':
      return `say-${effect.seq}`;
    case 'Tell':
      return `tell-${effect.person}-${effect.seq}`;
  }
}

function directly({ to }: { readonly to?: PersonId }): string {
  return to === undefined ? '' : `-to-${to}`;
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
    case 'ReachChannel':
    case 'Invite':
    case 'ShowCard':
    case 'ShowTopic':
    case 'Say':
      return 'channel';
    case 'ShowCheckpoint':
    case 'ShowOffer':
      return effect.to === undefined ? 'channel' : 'nothing';
  }
}

/** Whether it takes effect in the swarm channel itself, so that nothing comes of it while that is lost. */
export function isInChannel(effect: Effect): boolean {
  switch (effect.type) {
    case 'Invite':
    case 'ShowCard':
    case 'PinCard':
    case 'ShowTopic':
    case 'Say':
      return true;
    case 'ShowCheckpoint':
    case 'ShowOffer':
      return effect.to === undefined;
    default:
      return false;
  }
}

/** Whether it can be done while the channel is lost like this: in an exposed one, the details are taken away. */
export function isPossible(effect: Effect, lost: Loss | null): boolean {
  if (lost === null || !isInChannel(effect)) return true;
  return lost === 'exposed' && (effect.type === 'ShowCard' || effect.type === 'ShowTopic');
}

/**
 * Effects of one lane run in the order they were staged; lanes do not wait for each other. Lines of the swarm channel
 * share a lane, so that they read in order.
 */
export function effectLane(effect: Effect): string {
  switch (effect.type) {
    case 'Say':
      return 'lines';
    case 'ShowOffer':
    case 'ShowCheckpoint':
      return effect.to === undefined ? 'lines' : effectKey(effect);
    default:
      return effectKey(effect);
  }
}

/** To whom an effect is a direct message; null when it is none. */
export function addresseeOf(effect: Effect): PersonId | null {
  switch (effect.type) {
    case 'ShowClaimRequest':
      return effect.lead;
    case 'Tell':
      return effect.person;
    case 'ShowCheckpoint':
    case 'ShowOffer':
      return effect.to ?? null;
    default:
      return null;
  }
}
