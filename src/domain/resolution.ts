import { personOf, refuseEmpty, refuseUnlessInSwarm, refuseUnlessOpen } from './access.ts';
import { refuseTime } from './checkpoint.ts';
import type { Actor, Command } from './command.ts';
import type { Decision } from './decision.ts';
import { departures } from './departure.ts';
import { type Escalation, neverOpened } from './escalation.ts';
import type { Refusal } from './refusal.ts';

/** Asked before the form is shown as well, so that nobody types it all in vain. */
export function refuseToResolve(escalation: Escalation, by: Actor): Refusal | null {
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  const { owner, rep, communicator, monitor } = escalation;
  return [owner, rep, communicator, monitor].includes(personOf(by))
    ? null
    : { code: 'MayNotResolve', owner, rep };
}

/** As `refuseToResolve`. */
export function refuseToReopen(escalation: Escalation, by: Actor): Refusal | null {
  if (escalation.status !== 'resolved') return { code: 'NotResolved' };
  return neverOpened(escalation) ? { code: 'UnknownEscalation' } : refuseUnlessInSwarm(escalation, by);
}

/** The final word is a customer update, so it meets the last checkpoint; afterwards no promise is open. */
export function resolve(escalation: Escalation, command: Command<'Resolve'>): Decision {
  const refused = refuseToResolve(escalation, command.by);
  if (refused) return refused;
  const [fix, cause, finalWord] = [command.fix.trim(), command.cause.trim(), command.finalWord.trim()];
  const empty = refuseEmpty({
    'what fixed it': fix,
    'the cause': cause,
    'the final word to the customer': finalWord,
  });
  if (empty) return empty;
  return [
    { type: 'CustomerUpdated', text: finalWord, over: command.over, met: escalation.checkpoints },
    { type: 'EscalationResolved', fix, cause, finalWord },
  ];
}

/** Brings everything back, with a new promise to the customer; the owner is still the owner. */
export function reopen(escalation: Escalation, command: Command<'Reopen'>): Decision {
  const outside = refuseToReopen(escalation, command.by);
  if (outside) return outside;
  if (command.rival !== null) return { code: 'TicketAlreadySwarmed', ...command.rival };
  const refused = refuseEmpty({ 'the reason': command.reason }) ?? refuseTime(command.nextAt, command.at);
  if (refused) return refused;
  return [
    { type: 'EscalationReopened', reason: command.reason.trim() },
    { type: 'CheckpointPromised', number: escalation.checkpoints + 1, dueAt: command.nextAt },
    ...departures({ ...escalation, status: 'open' }, command.departed, command.managers),
  ];
}
