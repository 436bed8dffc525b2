import { ALL } from './all.ts';
import type { Event, EventType } from './event.ts';
import type { Escalation } from './kernel/escalation.ts';
import type { AllSlices } from './kernel/slice.ts';
import { merged, SLICES } from './slices.ts';

type Handler = (escalation: Escalation, event: Event, all: AllSlices) => Partial<Escalation>;
const OWN = merged<Record<EventType, Handler>>('evolve');
const OTHERS = subscribers();

/**
 * The state before the first event, with all fields. The spread copies it once more because V8 copies an object that was
 * put together by `Object.assign` slowly, and every replay begins with a copy.
 */
const INITIAL = {
  ...Object.assign({}, ...Object.values(SLICES).map((slice) => slice.initialState)),
} as Escalation;

/** The only way state changes. Events come in order of seq; the first one opens. */
export function evolve(escalation: Escalation | null, event: Event): Escalation {
  const before = escalation ?? INITIAL;
  if (before === INITIAL && event.type !== 'EscalationOpened') {
    throw new Error(`${event.type} before EscalationOpened in ${event.escalation}`);
  }
  const after = { ...before, ...OWN[event.type](before, event, ALL), seq: event.seq };
  const others = OTHERS[event.type];
  if (others !== undefined) for (const other of others) Object.assign(after, other(before, event, ALL));
  return after;
}

/** The escalation after these events; null when there are none. */
export function replay(events: readonly Event[], from: Escalation | null = null): Escalation | null {
  return events.reduce(evolve as (state: Escalation | null, event: Event) => Escalation | null, from);
}

/** What slices change when something happens in another one. */
function subscribers(): { readonly [T in EventType]?: readonly Handler[] } {
  const rows: Record<string, Handler[]> = {};
  for (const { subscriptions } of Object.values(SLICES)) {
    for (const [type, handler] of Object.entries(subscriptions)) {
      rows[type] = [...(rows[type] ?? []), handler as Handler];
    }
  }
  return rows;
}
