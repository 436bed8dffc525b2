import { effectKey } from '../../../src/domain/effect.ts';
import type { Event } from '../../../src/domain/event.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { react } from '../../../src/domain/react.ts';

/** An escalation as its events alone tell it. */
export type Tale = {
  readonly id: string;
  readonly number: number;
  readonly events: readonly Event[];
  readonly steps: readonly Step[];
  readonly escalation: Escalation;
  /** Of all effects that followed. */
  readonly keys: ReadonlySet<string>;
};

export type Step = {
  readonly event: Event;
  readonly before: Escalation | null;
  readonly after: Escalation;
};

/** Null when the events cannot be told from beginning to end. */
export function tell(events: readonly Event[]): Tale | null {
  const steps: Step[] = [];
  const keys = new Set<string>();
  let state: Escalation | null = null;
  for (const event of events) {
    if (state === null && event.type !== 'EscalationOpened') return null;
    const after: Escalation = evolve(state, event);
    for (const effect of react(after, event)) keys.add(effectKey(effect));
    steps.push({ event, before: state, after });
    state = after;
  }
  return state === null
    ? null
    : { id: state.id, number: state.number, events, steps, escalation: state, keys };
}
