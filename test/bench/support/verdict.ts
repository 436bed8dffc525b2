import type { Event } from '../../../src/domain/event.ts';
import { type Instant, MINUTE } from '../../../src/domain/kernel/time.ts';

/** What went wrong with the timers of some escalations. */
export type Verdict = {
  readonly lost: number;
  readonly duplicated: number;
  readonly early: number;
  readonly afterResolving: number;
  /** Firings that there were. */
  readonly fired: number;
};

type Promised = { readonly dueAt: Instant; readonly setAt: Instant; readonly fired: Set<string> };

/** When each timer of a promise is due: told once more, and not asked of the engine. */
function dueTimes({ dueAt, setAt }: Promised): Record<'ahead' | 'due' | 'missed', Instant> {
  const length = dueAt - setAt;
  return {
    ahead: dueAt - Math.min(15 * MINUTE, Math.floor(length / 4)),
    due: dueAt,
    missed: dueAt + Math.min(5 * MINUTE, Math.floor(length / 2)),
  };
}

/**
 * Judges one escalation's timers by nothing but its timeline.
 * @param end when somebody looked: what was due by then must have been fired
 */
export function verdictOf(timeline: readonly Event[], end: Instant): Verdict {
  let promised: Promised | null = null;
  let isResolved = false;
  const found = { lost: 0, duplicated: 0, early: 0, afterResolving: 0, fired: 0 };
  for (const event of timeline) {
    if (event.type === 'CheckpointPromised') promised = promise(event.dueAt, event.at);
    if (event.type === 'CheckpointMoved') promised = promise(event.to, event.at);
    if (event.type === 'EscalationResolved') isResolved = true;
    if (event.type !== 'CheckpointAsked' && event.type !== 'CheckpointMissed') continue;
    const kind = event.type === 'CheckpointMissed' ? 'missed' : event.when;
    found.fired += 1;
    if (isResolved || promised === null) {
      found.afterResolving += 1;
      continue;
    }
    if (event.at < dueTimes(promised)[kind]) found.early += 1;
    if (promised.fired.has(kind)) found.duplicated += 1;
    promised.fired.add(kind);
  }
  if (promised !== null && !isResolved) found.lost = lostOf(promised, end);
  return found;
}

function promise(dueAt: Instant, setAt: Instant): Promised {
  return { dueAt, setAt, fired: new Set() };
}

/** Who is asked when it is due need not have been asked ahead, since one that is late asks for what is due by then. */
function lostOf(promised: Promised, end: Instant): number {
  const due = dueTimes(promised);
  const has = (kind: string) => promised.fired.has(kind);
  const isLost = {
    ahead: due.ahead <= end && !has('ahead') && !has('due'),
    due: due.due <= end && !has('due'),
    missed: due.missed <= end && !has('missed'),
  };
  return Object.values(isLost).filter(Boolean).length;
}

export function together(verdicts: readonly Verdict[]): Verdict {
  const sum = (of: keyof Verdict) => verdicts.reduce((total, one) => total + one[of], 0);
  return {
    lost: sum('lost'),
    duplicated: sum('duplicated'),
    early: sum('early'),
    afterResolving: sum('afterResolving'),
    fired: sum('fired'),
  };
}
