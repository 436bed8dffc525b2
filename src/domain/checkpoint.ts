import { refuseEmpty, refuseUnlessOpen, refuseUnlessWorking } from './access.ts';
import type { Command, TimerKind } from './command.ts';
import type { Decision } from './decision.ts';
import type { Checkpoint, Escalation } from './escalation.ts';
import type { Refusal } from './refusal.ts';
import { DAY, type Duration, type Instant, MINUTE } from './time.ts';

/** The furthest a promise may reach. */
const FURTHEST: Duration = 90 * DAY;
/** The communicator is asked this long ahead, or a quarter of the time promised when that is shorter. */
const AHEAD: Duration = 15 * MINUTE;
/** A promise counts as missed this long after it was due, or half the time promised when that is shorter. */
const GRACE: Duration = 5 * MINUTE;

export type TimerSetting = { readonly kind: TimerKind; readonly dueAt: Instant };

/** The timers an escalation in this state needs armed: none once resolved. */
export function timersOf(escalation: Escalation): TimerSetting[] {
  if (escalation.status !== 'open') return [];
  const timers: TimerSetting[] = [];
  const { checkpoint, owner, claimOverdue } = escalation;
  if (owner === null && !claimOverdue) {
    timers.push({ kind: 'claim-overdue', dueAt: overdueAt(escalation) });
  }
  if (checkpoint === null) return timers;
  if (checkpoint.asked === 'no') timers.push({ kind: 'checkpoint-ahead', dueAt: aheadAt(checkpoint) });
  if (checkpoint.asked !== 'due') timers.push({ kind: 'checkpoint-due', dueAt: checkpoint.dueAt });
  if (!checkpoint.missed) timers.push({ kind: 'checkpoint-missed', dueAt: missedAt(checkpoint) });
  return timers;
}

/** Logging meets the open checkpoint and promises the next one. */
export function logCustomerUpdate(escalation: Escalation, command: Command<'LogCustomerUpdate'>): Decision {
  const refused =
    refuseUnlessWorking(escalation, command.by) ??
    refuseEmpty({ 'what the customer was told': command.text }) ??
    refuseTime(command.nextAt, command.at);
  if (refused) return refused;
  return [
    { type: 'CustomerUpdated', text: command.text.trim(), over: command.over, met: escalation.checkpoints },
    { type: 'CheckpointPromised', number: escalation.checkpoints + 1, dueAt: command.nextAt },
  ];
}

export function moveCheckpoint(escalation: Escalation, command: Command<'MoveCheckpoint'>): Decision {
  const refused =
    refuseUnlessWorking(escalation, command.by) ??
    refuseEmpty({ 'the reason': command.reason }) ??
    refuseTime(command.to, command.at);
  if (refused) return refused;
  const { checkpoint } = escalation;
  if (checkpoint === null) return { code: 'AlreadyResolved' };
  if (command.to === checkpoint.dueAt) return { code: 'SameTime' };
  const { number, dueAt } = checkpoint;
  return [{ type: 'CheckpointMoved', number, from: dueAt, to: command.to, reason: command.reason.trim() }];
}

/** A timer that no longer matters decides to nothing; one that rings late asks for what is due by now, once. */
export function ringTimer(escalation: Escalation, command: Command<'RingTimer'>): Decision {
  if (refuseUnlessOpen(escalation)) return [];
  const { checkpoint, communicator, monitor } = escalation;
  if (command.timer === 'claim-overdue') {
    if (escalation.owner !== null || escalation.claimOverdue) return [];
    return command.at < overdueAt(escalation) ? [] : [{ type: 'ClaimOverdue' }];
  }
  if (checkpoint === null) return [];
  const { number, dueAt } = checkpoint;
  if (command.timer === 'checkpoint-missed') {
    if (checkpoint.missed || command.at < missedAt(checkpoint)) return [];
    return [{ type: 'CheckpointMissed', number, dueAt, communicator, monitor }];
  }
  const when = command.at >= dueAt ? 'due' : 'ahead';
  if (checkpoint.asked === 'due' || checkpoint.asked === when) return [];
  return command.at < aheadAt(checkpoint) ? [] : [{ type: 'CheckpointAsked', number, when, communicator }];
}

/** A time that can be promised: still to come, and not further than 90 days. */
export function refuseTime(time: Instant, now: Instant): Refusal | null {
  if (!(time > now)) return { code: 'NotInFuture' };
  return time > now + FURTHEST ? { code: 'TooFarAhead' } : null;
}

function overdueAt({ claimableSince, trigger }: Escalation): Instant {
  return claimableSince + trigger.claimWithin;
}

function aheadAt({ dueAt, setAt }: Checkpoint): Instant {
  return dueAt - Math.min(AHEAD, Math.floor((dueAt - setAt) / 4));
}

function missedAt({ dueAt, setAt }: Checkpoint): Instant {
  return dueAt + Math.min(GRACE, Math.floor((dueAt - setAt) / 2));
}
