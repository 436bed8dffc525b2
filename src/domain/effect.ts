import type { Escalation, PersonId } from './kernel/escalation.ts';
import type { Readers } from './kernel/readers.ts';
import type { Audience, CallSpec, MessageSpec } from './kernel/slice.ts';
import type { Loss } from './slices/channel.ts';
import type { FailedStep } from './slices/failures.ts';
import { merged, type Types } from './slices.ts';

/**
 * What is to be done in Slack, as data: a message to people, or another call. "Show" messages are posted once and edited
 * ever after, so repeating one is harmless and neighbouring ones collapse; the others are posted once for the event at `seq`.
 */
export type Effect = MessageEffect | CallEffect;
export type MessageEffect = Types['message'];
export type CallEffect = Types['call'];

export type EffectType = Effect['type'];
export type MessageType = MessageEffect['type'];
export type CallType = CallEffect['type'];

type Spec =
  | ({ readonly form: 'message' } & MessageSpec<Effect>)
  | ({ readonly form: 'call' } & CallSpec<Effect>);

const SPECS: Readonly<Record<EffectType, Spec>> = {
  ...formed('message', merged<Record<MessageType, MessageSpec<Effect>>>('messages')),
  ...formed('call', merged<Record<CallType, CallSpec<Effect>>>('calls')),
};

function formed<F extends Spec['form'], T extends string, S>(form: F, specs: Record<T, S>) {
  const entries = Object.entries<S>(specs).map(([type, spec]) => [type, { form, ...spec }]);
  return Object.fromEntries(entries) as Record<T, { form: F } & S>;
}

export function isMessage(effect: Effect): effect is MessageEffect {
  return SPECS[effect.type].form === 'message';
}

/**
 * What the effect is about, unique within its escalation: the identity of the message it shows. Two pending effects with
 * the same key are one.
 */
export function effectKey(effect: Effect): string {
  return SPECS[effect.type].key(effect);
}

/** Who reads it; null for what is no message. */
export function audienceOf(effect: Effect): Audience | null {
  const spec = SPECS[effect.type];
  return spec.form === 'message' ? spec.audience(effect) : null;
}

/** Whether it takes effect in the swarm channel itself, so that nothing comes of it while that is lost. */
export function isInChannel(effect: Effect): boolean {
  const spec = SPECS[effect.type];
  return spec.form === 'message' ? spec.audience(effect) === 'swarm' : spec.isInChannel;
}

/** To whom an effect is a direct message; null when it is none. */
export function addresseeOf(effect: Effect): PersonId | null {
  const audience = audienceOf(effect);
  return audience !== null && typeof audience === 'object' ? audience.person : null;
}

/** Whom it is for, as far as it is for some people rather than for all who read a channel. */
export function peopleOf(effect: Effect): readonly PersonId[] {
  const spec = SPECS[effect.type];
  if (spec.form === 'call') return spec.people(effect);
  const person = addresseeOf(effect);
  return person === null ? [] : [person];
}

/** Whose outcome an effect waits for: nothing, the swarm channel, or the card in it. */
export function effectNeeds(effect: Effect): 'nothing' | 'channel' | 'card' {
  const spec = SPECS[effect.type];
  return spec.form === 'message' && isInChannel(effect) ? 'channel' : spec.needs;
}

/**
 * Effects of one lane run in the order they were staged; lanes do not wait for each other. Lines of the swarm channel
 * share a lane, so that they read in order.
 */
export function effectLane(effect: Effect): string {
  const spec = SPECS[effect.type];
  const isLine = spec.form === 'message' && spec.lane === 'lines' && isInChannel(effect);
  return isLine ? 'lines' : effectKey(effect);
}

/** Whether it can be done while the channel is lost like this. */
export function isPossible(effect: Effect, lost: Loss | null): boolean {
  if (lost === null || !isInChannel(effect)) return true;
  return lost === 'exposed' && showsIn(effect, readersOfSwarm(lost)) !== 'nothing';
}

/**
 * Who reads the swarm's channel. Whoever is in it was brought in, and a public swarm hides nothing from them; a private one
 * counts as lost as soon as others can read it.
 */
export function readersOfSwarm(lost: Loss | null): Readers {
  return lost === 'exposed' ? 'others too' : 'our people';
}

/** How much of it is shown where these read it; `later` once it is known who they are. */
export type Extent = 'whole' | 'least' | 'nothing' | 'later';

export function showsIn(effect: Effect, readers: Readers): Extent {
  if (readers === 'our people') return 'whole';
  switch (SPECS[effect.type].whenExposed) {
    case 'emptied':
      return 'least';
    case 'withheld':
      return readers === 'unknown' ? 'later' : 'nothing';
  }
}

/**
 * Whether a message should still be posted. One that is posted already is edited in any case, to show what became of it;
 * posting it only now would ask people for something that is done.
 */
export function isStillWanted(escalation: Escalation, effect: Effect): boolean {
  return SPECS[effect.type].isStillWanted(escalation, effect);
}

/** How it is told when it cannot be done. */
export function failedStepOf(escalation: Escalation, effect: Effect): FailedStep {
  const spec = SPECS[effect.type];
  return spec.form === 'message' ? spec.failedStep : spec.failedStep(escalation);
}

/** Shows the present, so that repeating it is harmless and useful. */
export function showsPresent(effect: Effect): boolean {
  const spec = SPECS[effect.type];
  return spec.form === 'message' && spec.mode === 'show';
}

/** Only keeps something up to date. */
export function isUpkeep(effect: Effect): boolean {
  const spec = SPECS[effect.type];
  return spec.form === 'message' && spec.isUpkeep;
}

/** Brings people together, which comes before all else. */
export function bringsPeople(effect: Effect): boolean {
  const spec = SPECS[effect.type];
  return spec.form === 'call' && spec.isFirst;
}
