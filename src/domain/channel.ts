import { refuseUnlessWorking } from './access.ts';
import type { Command } from './command.ts';
import type { Decision } from './decision.ts';
import {
  type Channel,
  type Escalation,
  failureOf,
  isInSwarm,
  LOSSES,
  type Loss,
  neverOpened,
  type PersonId,
} from './escalation.ts';
import type { EventBody } from './event.ts';

/** What becomes of the swarm's channel and of the card in it. What Slack says of any other channel decides to nothing. */

export function recordChannel(escalation: Escalation, command: Command<'RecordChannel'>): Decision {
  const { channel } = escalation;
  const isWanted = channel === null ? !neverOpened(escalation) : channel.isReplaced;
  return isWanted ? [{ type: 'SwarmChannelCreated', channel: command.channel, name: command.name }] : [];
}

export function recordFailure(escalation: Escalation, command: Command<'RecordFailure'>): Decision {
  const { step, people, reason } = command;
  // What fails alike with every change of the card is told once; a channel or a line is not tried that often.
  const isTold = people.length === 0 && escalation.failures.includes(failureOf(step, reason));
  return isTold ? [] : [{ type: 'StepFailed', step, people, reason }];
}

export function recordChannelNews(escalation: Escalation, command: Command<'RecordChannelNews'>): Decision {
  const { news, person } = command;
  const channel = ours(escalation, command.channel);
  if (channel === null) return [];
  switch (news) {
    case 'mended':
      return channel.lost === null ? [] : [{ type: 'SwarmChannelMended', from: channel.lost, person }];
    case 'shared':
      return escalation.isPrivate ? lose(channel, 'exposed', person) : [{ type: 'SwarmChannelShared' }];
    case 'exposed':
      // Only what was private has something to keep.
      return escalation.isPrivate ? lose(channel, news, person) : [];
    default:
      return lose(channel, news, person);
  }
}

/** Archiving puts Muster out of a channel as well, so of two losses the later one in the list counts. */
function lose({ lost }: Channel, why: Loss, person: PersonId | null): Decision {
  const saysMore = lost === null || LOSSES.indexOf(why) > LOSSES.indexOf(lost);
  return saysMore ? [{ type: 'SwarmChannelLost', why, person }] : [];
}

/**
 * Seen counts more than told, since what is told may come late or in another order. Whoever came in meanwhile is in the
 * swarm; whoever of the swarm is not there is invited.
 */
export function recordChannelSeen(escalation: Escalation, command: Command<'RecordChannelSeen'>): Decision {
  const channel = ours(escalation, command.channel);
  if (channel === null || channel.lost === command.lost) return [];
  if (command.lost !== null) return [{ type: 'SwarmChannelLost', why: command.lost, person: null }];
  const newcomers = command.members.filter((person) => !isInSwarm(escalation, person));
  const joined = newcomers.map((person): EventBody => ({ type: 'PersonJoined', person, inChannel: true }));
  return [...joined, { type: 'SwarmChannelRestored' }];
}

export function recordChannelName(escalation: Escalation, command: Command<'RecordChannelName'>): Decision {
  const { id, name } = command;
  const { channel } = escalation;
  if (channel?.id !== command.channel || (channel.id === id && channel.name === name)) return [];
  return [{ type: 'SwarmChannelRenamed', channel: id, name }];
}

/** In place of a lost one. */
export function openNewChannel(escalation: Escalation, command: Command<'OpenNewChannel'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  const { channel } = escalation;
  if (channel === null || channel.isReplaced) return { code: 'ChannelComing' };
  return channel.lost === null ? { code: 'ChannelThere' } : [{ type: 'NewChannelWanted' }];
}

export function recordCardGone(_escalation: Escalation, command: Command<'RecordCardGone'>): Decision {
  if (!command.isCurrent) return [];
  return command.how === 'deleted'
    ? [{ type: 'CardDeleted' }]
    : [{ type: 'CardUnpinned', person: command.person }];
}

/** The swarm's channel if it is this one and no other is about to take its place. */
function ours({ channel }: Escalation, id: string): Channel | null {
  return channel?.id === id && !channel.isReplaced ? channel : null;
}
