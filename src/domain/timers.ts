import type { TimerKind } from './command.ts';
import type { EventBody } from './event.ts';
import type { Escalation } from './kernel/escalation.ts';
import type { Alarm, TimerSpec } from './kernel/slice.ts';
import type { Instant } from './kernel/time.ts';
import { merged } from './slices.ts';

const TIMERS = merged<Record<TimerKind, TimerSpec>>('timers');

/** All that this version of Muster knows; a newer one may have armed others beside it. */
export const TIMER_KINDS = Object.keys(TIMERS) as readonly TimerKind[];

export type TimerSetting = Alarm & { readonly kind: TimerKind };

/** The timers an escalation in this state needs armed: none once resolved. */
export function timersOf(escalation: Escalation): TimerSetting[] {
  if (escalation.status !== 'open') return [];
  return TIMER_KINDS.flatMap((kind) =>
    TIMERS[kind].armed(escalation).map((alarm): TimerSetting => ({ kind, ...alarm })),
  );
}

/** A timer that no longer matters, or fires too early, decides to nothing. */
export function decideTimer(
  escalation: Escalation,
  { timer, subject = '', at }: { readonly timer: TimerKind; readonly subject?: string; readonly at: Instant },
): readonly EventBody[] {
  if (escalation.status !== 'open') return [];
  const { armed, fire } = TIMERS[timer];
  const isDue = armed(escalation).some((alarm) => (alarm.subject ?? '') === subject && alarm.dueAt <= at);
  return isDue ? fire(escalation, at, subject) : [];
}
