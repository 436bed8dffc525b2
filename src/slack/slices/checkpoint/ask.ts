import type { Button } from '@slack/types';
import type { Escalation, PersonId } from '../../../domain/kernel/escalation.ts';
import { type Instant, MINUTE } from '../../../domain/kernel/time.ts';
import type { Checkpoint } from '../../../domain/slices/checkpoint.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { date, mention, type Names, plain } from '../../kit/text.ts';
import { headed, OVER, WARNING } from '../../kit/words.ts';
import { logUpdate } from './log-update.ts';
import { moveCheckpoint } from './move.ts';

/** Which message it is: the one that the event at `seq` had posted, for that checkpoint. */
export type AskedBy = {
  readonly number: number;
  readonly when: 'ahead' | 'due';
  readonly seq: number;
  /** As a direct message. */
  readonly to?: PersonId;
};

/**
 * Asks the communicator for the customer update of this checkpoint. Once that has been met, moved, made needless or
 * asked for again it says so, without buttons and without mentioning anybody.
 */
export function checkpointAsk(
  escalation: Escalation,
  { number, when, seq, to }: AskedBy,
  now: Instant,
  names: Names,
): Message {
  const { id, checkpoint } = escalation;
  const said = (text: string, buttons?: Button[]) =>
    line(to === undefined ? text : headed(escalation, text), buttons);
  if (checkpoint === null || checkpoint.number !== number) return said(met(escalation, number, names));
  if (checkpoint.asked === 'no') {
    return said(`The next customer update was moved ${date(checkpoint.dueAt, 'full', 'to')}.`);
  }
  if (escalation.asks.at(-1)?.seq !== seq) return said('Asked for again, further down.');
  return said(`${mention(escalation.communicator)}, ${ask(checkpoint, when, now)}`, [
    logUpdate.opener(id, undefined, 'primary'),
    moveCheckpoint.opener(id, 'Move it'),
  ]);
}

function ask({ dueAt, missed }: Checkpoint, when: 'ahead' | 'due', now: Instant): string {
  if (missed || now >= dueAt + MINUTE) {
    return `${WARNING} the customer update promised ${date(dueAt, 'full', 'for')} is overdue. Please tell the customer where things stand, and log it here.`;
  }
  if (when === 'due') {
    return `the customer update promised ${date(dueAt, 'full', 'for')} is due now. Please tell the customer where things stand, and log it here.`;
  }
  return `the customer is to hear from us ${date(dueAt, 'away', 'by')}. What can you tell them?`;
}

function met(escalation: Escalation, number: number, names: Names): string {
  const { checkpoints, dropped, lastUpdate, status } = escalation;
  if (dropped.includes(number)) return 'The escalation was withdrawn, so the customer needed no update.';
  // The last update met the last checkpoint when resolved, and the one before the open one otherwise.
  const latest = status === 'resolved' ? checkpoints : checkpoints - 1;
  if (lastUpdate === null || number !== latest) return 'The customer got this update.';
  const { by, at, over } = lastUpdate;
  const told = `${plain(names)(by)} told the customer ${OVER[over]} · ${date(at)}`;
  return status === 'resolved' ? `Resolved. ${told}` : told;
}
