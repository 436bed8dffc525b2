import type { Event } from '../../../domain/event.ts';
import type { FailedStep, Failures } from '../../../domain/slices/failures.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { asksNothing, type SlackSlice, type Told } from '../../kit/slice.ts';
import { cutLine, listWithin, ROOM, type Write } from '../../kit/text.ts';
import { about, asSaid } from '../../kit/told.ts';
import { mayRead, WARNING } from '../../kit/words.ts';
import { newChannelButtons } from '../channel/buttons.ts';
import { againButton } from '../opening/again.ts';

export const failures: SlackSlice<Failures> = {
  events: {
    StepFailed: {
      sentence: (event, write) => failed(event, write),
      ask: asksNothing,
      tell: tellFailed,
    },
  },
  messages: {},
  calls: {},
  commands: { RecordFailure: 'listener' },
};

function failed({ step, people, reason }: Event<'StepFailed'>, write: Write): string {
  const who = listWithin(people.map(write), ROOM.names);
  return `${WARNING} ${failure(step, who)} (${cutLine(reason, ROOM.short)}). ${WHAT_TO_DO[step]}`;
}

function failure(step: FailedStep, who: string): string {
  if (who !== '' && step === 'invite') return `${who} could not be brought in`;
  if (who !== '' && step === 'message') return `${who} could not be sent a message`;
  return NOT_DONE[step];
}

const NOT_DONE: Readonly<Record<FailedStep, string>> = {
  channel: 'The swarm channel could not be created',
  'new-channel': 'A new swarm channel could not be opened',
  invite: 'Somebody could not be brought in',
  remove: 'Somebody could not be taken out of the channel',
  card: 'The card could not be shown',
  pin: 'The card could not be pinned',
  topic: 'The channel topic could not be set',
  line: 'The escalations channel could not be told',
  message: 'A message could not be posted',
};

const WHAT_TO_DO: Readonly<Record<FailedStep, string>> = {
  channel:
    'Nothing was opened and nobody was pulled in, and what you typed is kept. Please reach the team directly for now, ask a workspace admin to let Muster create channels, and then try again.',
  'new-channel': 'Ask a workspace admin to let Muster create channels, and then open a new one again.',
  remove: 'Remove them from the channel by hand, since they can still read it.',
  invite: 'Invite them by hand, or add somebody else with Add people.',
  card: 'Use /swarm status to see where things stand.',
  pin: 'Pin it by hand, so that everybody finds it.',
  topic: 'The card has all of it; set the topic by hand if it helps.',
  line: 'Check that Muster may post there, and tell that channel by hand.',
  message: 'Tell them what is wanted from them; /swarm timeline has it all.',
};

function tellFailed(told: Told<Event<'StepFailed'>>): Message {
  if (told.escalation.status === 'failed') {
    const { text } = asSaid(told);
    return line(text, [againButton(told.escalation.id)]);
  }
  if (told.event.step !== 'new-channel' || !mayRead(told.escalation, told.person)) return asSaid(told);
  const { escalation, person, sentence } = told;
  return line(`${about(escalation, person)}: ${sentence}`, newChannelButtons(escalation));
}
