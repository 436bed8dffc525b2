import { personOf, refuseUnlessOpen } from './access.ts';
import { refuseTime } from './checkpoint.ts';
import type { Command } from './command.ts';
import type { Decision } from './decide.ts';
import { type Escalation, isInSwarm, maySee } from './escalation.ts';

/** The final word is a customer update, so it meets the last checkpoint; afterwards no promise is open. */
export function resolve(escalation: Escalation, command: Command<'Resolve'>): Decision {
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  const person = personOf(command.by);
  const { owner, rep, communicator, monitor } = escalation;
  if (![owner, rep, communicator, monitor].includes(person)) return { code: 'MayNotResolve', owner, rep };
  const { fix, cause, finalWord, over } = command;
  if (fix.trim() === '') return { code: 'Empty', field: 'what fixed it' };
  if (cause.trim() === '') return { code: 'Empty', field: 'the cause' };
  if (finalWord.trim() === '') return { code: 'Empty', field: 'the final word to the customer' };
  return [
    { type: 'CustomerUpdated', text: finalWord, over, met: escalation.checkpoints },
    { type: 'EscalationResolved', fix, cause, finalWord },
  ];
}

/** Brings everything back, with a new promise to the customer; the owner is still the owner. */
export function reopen(escalation: Escalation, command: Command<'Reopen'>): Decision {
  if (escalation.status !== 'resolved') return { code: 'NotResolved' };
  const person = personOf(command.by);
  if (!maySee(escalation, person)) return { code: 'PrivateSwarm' };
  if (!isInSwarm(escalation, person) && escalation.monitor !== person) return { code: 'NotInSwarm' };
  if (command.rival !== null) return { code: 'TicketAlreadySwarmed', ...command.rival };
  if (command.reason.trim() === '') return { code: 'Empty', field: 'the reason' };
  const time = refuseTime(command.nextAt, command.at);
  if (time) return time;
  return [
    { type: 'EscalationReopened', reason: command.reason },
    { type: 'CheckpointPromised', number: escalation.checkpoints + 1, dueAt: command.nextAt },
  ];
}
