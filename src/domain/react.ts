import { ALL } from './all.ts';
import { type Effect, effectLane, effectNeeds, isPossible } from './effect.ts';
import type { Event, EventType } from './event.ts';
import { tell } from './kernel/consequence.ts';
import type { Escalation, PersonId } from './kernel/escalation.ts';
import type { AllSlices, Consequence, Said } from './kernel/slice.ts';
import { type Channel, REACH } from './slices/channel.ts';
import { merged } from './slices.ts';

type Reaction = (escalation: Escalation, event: Event, all: AllSlices) => readonly Consequence[];
const REACTIONS = merged<Record<EventType, Reaction>>('react');

/**
 * What follows from an event, as data. `escalation` is the state after the event. People first, then what they read;
 * a person is only written to when something is wanted from them.
 */
export function react(escalation: Escalation, event: Event): Effect[] {
  const consequences = REACTIONS[event.type](escalation, event, ALL);
  const { channel } = escalation;
  if (channel !== null && channel.lost !== null) return withoutChannel(escalation, channel, consequences);
  const effects = consequences.map(effectOf);
  return channel === null ? effects.filter(outlastsNoChannel) : effects;
}

function effectOf(consequence: Consequence): Effect {
  return consequence.type === 'Said' ? { type: 'Say', seq: consequence.seq } : consequence;
}

/** Without a channel only the lines are staged: once there is one, all else is shown and everybody invited. */
function outlastsNoChannel(effect: Effect): boolean {
  return effectNeeds(effect) === 'nothing' || effectLane(effect) === 'lines';
}

/**
 * What can still be done while the channel is lost. People who are asked for something get a direct message instead of
 * the line, and each line that cannot be posted is replaced by a check whether the channel is back.
 */
function withoutChannel(
  escalation: Escalation,
  { lost }: Channel,
  consequences: readonly Consequence[],
): Effect[] {
  const possible = consequences.map(effectOf).filter((effect) => isPossible(effect, lost));
  if (possible.length === consequences.length) return possible;
  const isTold = possible.some((effect) => effect.type === 'Tell');
  const isHere = (person: PersonId | null) => person === null || !escalation.departed.includes(person);
  const unsaid = consequences.filter((one): one is Said => one.type === 'Said');
  const told = isTold ? [] : unsaid.flatMap((said) => tell(said, said.wants.filter(isHere)));
  return [...possible, ...told, ...(lost === 'deleted' ? [] : [REACH])];
}
