import type { PersonId } from './kernel/escalation.ts';
import type { Instant } from './kernel/time.ts';
import type { Types } from './slices.ts';

/** What happened, in the past tense; the timeline is a list of these. */
export type EventBody = Types['event'];

export type EventType = EventBody['type'];

/** Where an event stands on the timeline. `by` is null when Muster itself (its clock, its work in Slack) caused it. */
type Place = {
  readonly escalation: string;
  readonly workspace: string;
  readonly seq: number;
  readonly at: Instant;
  readonly by: PersonId | null;
};

export type Placed<E> = E & Place;
export type Event<T extends EventType = EventType> = Placed<Extract<EventBody, { type: T }>>;
