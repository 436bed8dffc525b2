import type { Event } from '../../../domain/event.ts';
import type { Checkpoints } from '../../../domain/slices/checkpoint.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { asksNothing, type SlackSlice, type Told } from '../../kit/slice.ts';
import { date, plain, quoted } from '../../kit/text.ts';
import { about, asSaid } from '../../kit/told.ts';
import { OVER, WARNING } from '../../kit/words.ts';
import { joinButton } from '../swarm/join.ts';
import { checkpointAsk } from './ask.ts';
import { logUpdate } from './log-update.ts';
import { moveCheckpoint } from './move.ts';
import { askNextUpdate } from './next-update.ts';

export const checkpoint: SlackSlice<Checkpoints> = {
  events: {
    CheckpointPromised: {
      sentence: ({ dueAt }) => `Next customer update promised ${date(dueAt, 'full', 'for')}.`,
      ask: asksNothing,
      tell: asSaid,
    },
    CheckpointMoved: {
      sentence: ({ from, to, reason }, _, by) =>
        `${by} moved the next customer update ${date(from, 'full', 'from')} ${date(to, 'full', 'to')}: ${quoted(reason, 2000)}`,
      ask: asksNothing,
      tell: asSaid,
    },
    CheckpointAsked: {
      sentence: ({ communicator, when }, write) =>
        `Muster asked ${write(communicator)} for the customer update, ${when === 'ahead' ? 'ahead of its time' : 'now that it is due'}.`,
      ask: asksNothing,
      tell: asSaid,
    },
    CheckpointMissed: {
      sentence: ({ dueAt, communicator }, write) =>
        `${WARNING} The customer update promised ${date(dueAt, 'full', 'for')} was missed. Communicator: ${write(communicator)}.`,
      ask: asksNothing,
      tell: tellMissed,
    },
    CustomerUpdated: {
      sentence: ({ over, text }, _, by) => `${by} told the customer ${OVER[over]}: ${quoted(text, 2000)}`,
      ask: (escalation, { met }) => askNextUpdate(escalation, met + 1),
      tell: asSaid,
    },
  },
  messages: {
    ShowCheckpoint: {
      called: 'asking for the customer update',
      render: ({ escalation, effect, now, names }) => checkpointAsk(escalation, effect, now, names),
    },
  },
  calls: {},
  commands: { LogCustomerUpdate: logUpdate, MoveCheckpoint: moveCheckpoint },
};

function tellMissed({ escalation, event, person, names }: Told<Event<'CheckpointMissed'>>): Message {
  const { checkpoint, communicator } = escalation;
  const now =
    checkpoint?.number === event.number
      ? `Please make sure that the customer hears from us. Communicator: ${plain(names)(communicator)}.`
      : 'It has been given by now.';
  return line(
    `${about(escalation, person)}: ${WARNING} the customer update promised ${date(event.dueAt, 'away', 'for')} was not given. ${now}`,
    joinButton(escalation, person),
  );
}
