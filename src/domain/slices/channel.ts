import type { Command } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { Event, EventBody } from '../event.ts';
import {
  asked,
  askedDirectly,
  everybody,
  invite,
  NOBODY,
  say,
  showDelay,
  tell,
} from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import {
  contactOf,
  type Escalation,
  isInSwarm,
  leadsOf,
  memberOf,
  type PersonId,
} from '../kernel/escalation.ts';
import {
  type AllSlices,
  ASKS_NOBODY,
  always,
  type Consequence,
  none,
  type Slice,
  type StateChange,
  unchanged,
} from '../kernel/slice.ts';
import { refuseUnlessOpen } from '../kernel/status.ts';
import { pinOnceMore } from './card.ts';
import { askToClaim, claimRequests } from './ownership.ts';

/** The swarm's channel: opened, lost and regained, and what is said in it, or to people directly. */
export type SwarmChannel = {
  readonly command:
    | { readonly type: 'RecordChannel'; readonly channel: string; readonly name: string }
    /** What Slack says became of the swarm's channel, or a call that failed there shows. `person` did it, as far as known. */
    | {
        readonly type: 'RecordChannelNews';
        readonly channel: string;
        readonly news: Loss | 'mended' | 'shared';
        readonly person: PersonId | null;
      }
    /** How Muster itself found the channel: what is wrong with it, or null when all is well. */
    | {
        readonly type: 'RecordChannelSeen';
        readonly channel: string;
        readonly lost: Loss | null;
        /** Who was found in it; empty unless all is well. */
        readonly members: readonly PersonId[];
      }
    /** `id` differs from `channel` when Slack gave the channel another one. */
    | {
        readonly type: 'RecordChannelName';
        readonly channel: string;
        readonly id: string;
        readonly name: string;
      }
    | { readonly type: 'OpenNewChannel' }
    /** Lets those into a private swarm who were found in its channel. `found` is seq of the event that tells of them. */
    | { readonly type: 'AdmitBystanders'; readonly found: number };
  readonly event:
    | { readonly type: 'SwarmChannelCreated'; readonly channel: string; readonly name: string }
    | { readonly type: 'SwarmChannelLost'; readonly why: Loss; readonly person: PersonId | null }
    /** Somebody reversed what kept Muster out (un-archived the channel, invited it): Muster checks whether it can go on. */
    | { readonly type: 'SwarmChannelMended'; readonly from: Loss; readonly person: PersonId | null }
    | { readonly type: 'SwarmChannelRestored' }
    | { readonly type: 'SwarmChannelRenamed'; readonly channel: string; readonly name: string }
    /** Another organisation reads it from now on. */
    | { readonly type: 'SwarmChannelShared' }
    | { readonly type: 'NewChannelWanted' }
    /** They are in the channel of a private swarm, and nobody in the swarm brought them there. */
    | { readonly type: 'BystandersFound'; readonly people: readonly PersonId[] }
    | { readonly type: 'BystanderLeft'; readonly person: PersonId };
  readonly refusal:
    | { readonly code: 'ChannelThere' }
    | { readonly code: 'ChannelComing' }
    | { readonly code: 'BystandersGone' };
  readonly message: /** One line in the swarm channel about the event at `seq`. */
    | { readonly type: 'Say'; readonly seq: number }
    /** A direct message about the event at `seq` to somebody who has to act on it. */
    | { readonly type: 'Tell'; readonly person: PersonId; readonly seq: number };
  readonly call:
    | { readonly type: 'CreateChannel'; readonly name: string; readonly isPrivate: boolean }
    /** Looks whether Muster can write in its lost channel again; goes back in where only archiving had put it out. */
    | { readonly type: 'ReachChannel' };
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    readonly channel: Channel | null;
    /** How many channels there have been. */
    readonly channels: number;
    readonly directAsks: readonly DirectAsk[];
    /** Found in the channel of a private swarm, which stays lost until the owner lets them in or they are gone. */
    readonly bystanders: Bystanders | null;
  };
};

/** Why Muster cannot write in its channel any more, or, where a private one was opened to others, must not. */
export const LOSSES = ['exposed', 'removed', 'archived', 'deleted'] as const;
export type Loss = (typeof LOSSES)[number];

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly lost: Loss | null;
  /** A new one is being opened in its place. */
  readonly isReplaced: boolean;
};

/** `seq` of the event that found them. */
export type Bystanders = { readonly people: readonly PersonId[]; readonly seq: number };

/** What the event at `seq` asks for was sent to this person directly, the channel being lost. */
export type DirectAsk = { readonly seq: number; readonly to: PersonId };

/** Looks whether the channel is back. */
export const REACH: Effect = { type: 'ReachChannel' };

export const channel: Slice<SwarmChannel> = {
  initialState: { channel: null, channels: 0, directAsks: [], bystanders: null },

  decide: {
    RecordChannel: recordChannel,
    RecordChannelNews: recordChannelNews,
    RecordChannelSeen: recordChannelSeen,
    RecordChannelName: recordChannelName,
    OpenNewChannel: openNewChannel,
    AdmitBystanders: admitBystanders,
  },

  evolve: {
    SwarmChannelCreated: ({ channels }, { channel, name }) => ({
      channel: { id: channel, name, lost: null, isReplaced: false },
      channels: channels + 1,
      bystanders: null,
    }),
    SwarmChannelLost: (escalation, { why }, all) => ({
      ...channelWith(escalation, { lost: why }),
      directAsks: askedDirectly(escalation, all.unanswered(escalation), all),
    }),
    SwarmChannelMended: unchanged,
    SwarmChannelRestored: (escalation) => ({ ...channelWith(escalation, { lost: null }), bystanders: null }),
    SwarmChannelRenamed: (escalation, { channel, name }) => channelWith(escalation, { id: channel, name }),
    SwarmChannelShared: unchanged,
    NewChannelWanted: (escalation) => channelWith(escalation, { isReplaced: true }),
    BystandersFound: (_, { people, seq }) => ({ bystanders: { people, seq } }),
    BystanderLeft: (escalation, { person }) => bystandersWithout(escalation, [person]),
  },
  subscriptions: {
    PeoplePulledIn: (escalation, { people }) =>
      bystandersWithout(
        escalation,
        people.map(({ id }) => id),
      ),
    // Found anew, they are asked about.
    EscalationReopened: () => ({ bystanders: null }),
    StepFailed: (escalation, { step }) =>
      step === 'new-channel' ? channelWith(escalation, { isReplaced: false }) : {},
    HandOverOffered: (escalation, { seq, to }, all) => ({
      directAsks: asked(escalation, { seq, to }, all),
    }),
    // A monitor who watches from outside does not read the channel.
    RoleOffered: (escalation, { seq, asked: to }, all) => ({
      directAsks: isInSwarm(escalation, to)
        ? asked(escalation, { seq, to }, all)
        : askedDirectly(escalation, [{ seq, to }], all),
    }),
    RoleGiven: askedAnew,
    CheckpointAsked: (escalation, { seq, communicator: to }, all) => ({
      directAsks: asked(escalation, { seq, to }, all),
    }),
  },

  react: {
    SwarmChannelCreated: (escalation, event, all) =>
      escalation.channels > 1
        ? afresh(escalation, event, all)
        : [
            ...invite(event, everybody(escalation)),
            { type: 'ShowCard' },
            { type: 'PinCard' },
            { type: 'ShowTopic' },
            { type: 'ShowLine' },
            ...askedToClaim(escalation),
            ...showDelay(escalation),
          ],
    SwarmChannelLost: channelLost,
    SwarmChannelMended: () => [REACH],
    SwarmChannelRestored: afresh,
    SwarmChannelRenamed: () => [{ type: 'ShowLine' }],
    SwarmChannelShared: (_, event) => [say(event, NOBODY)],
    BystandersFound: askAboutBystanders,
    BystanderLeft: ({ channel }) => (channel?.lost == null ? [] : [REACH]),
    NewChannelWanted: ({ channelName: name, isPrivate }) => [{ type: 'CreateChannel', name, isPrivate }],
  },

  explain: {
    ChannelThere: () => 'The swarm has its channel, and Muster is in it. Carry on there.',
    BystandersGone: () => 'Nobody waits to be let in here any more. Look at the channel to see who is in it.',
    ChannelComing: () => 'A channel is being opened already. Carry on there in a moment.',
  },

  messages: {
    Say: {
      key: ({ seq }) => `say-${seq}`,
      audience: () => 'swarm',
      mode: 'say',
      lane: 'lines',
      needs: 'channel',
      whenExposed: 'withheld',
      isStillWanted: always,
      failedStep: 'message',
      isUpkeep: false,
    },
    Tell: {
      key: ({ person, seq }) => `tell-${person}-${seq}`,
      audience: ({ person }) => ({ person }),
      mode: 'say',
      lane: 'own',
      needs: 'nothing',
      whenExposed: 'withheld',
      isStillWanted: always,
      failedStep: 'message',
      isUpkeep: false,
    },
  },
  calls: {
    CreateChannel: {
      key: () => 'channel',
      isInChannel: false,
      needs: 'nothing',
      whenExposed: 'withheld',
      // A worker that was suspended while another one opened the channel must not open a second one.
      isStillWanted: ({ channel }) => channel === null || channel.isReplaced,
      failedStep: ({ channel }) => (channel === null ? 'channel' : 'new-channel'),
      people: none,
      isFirst: true,
    },
    ReachChannel: {
      key: () => 'reach',
      isInChannel: false,
      needs: 'channel',
      whenExposed: 'withheld',
      isStillWanted: always,
      failedStep: () => 'message',
      people: none,
      isFirst: false,
    },
  },
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
};

function recordChannel(escalation: Escalation, command: Command<'RecordChannel'>): Decision {
  const { channel } = escalation;
  const isWanted = channel === null ? escalation.status !== 'failed' : channel.isReplaced;
  return isWanted ? [{ type: 'SwarmChannelCreated', channel: command.channel, name: command.name }] : [];
}

function recordChannelNews(escalation: Escalation, command: Command<'RecordChannelNews'>): Decision {
  const { news, person } = command;
  const channel = ours(escalation, command.channel);
  if (channel === null) return [];
  switch (news) {
    case 'mended':
      return channel.lost === null ? [] : [{ type: 'SwarmChannelMended', from: channel.lost, person }];
    case 'shared':
      return escalation.isPrivate ? lose(channel, 'exposed', person) : [{ type: 'SwarmChannelShared' }];
    case 'exposed':
      // A public escalation has no details to withhold.
      return escalation.isPrivate ? lose(channel, news, person) : [];
    default:
      return lose(channel, news, person);
  }
}

/** One act may be told as two losses (archiving also removes Muster from a channel): the later one in the list counts. */
function lose({ lost }: Channel, why: Loss, person: PersonId | null): Decision {
  const saysMore = lost === null || LOSSES.indexOf(why) > LOSSES.indexOf(lost);
  return saysMore ? [{ type: 'SwarmChannelLost', why, person }] : [];
}

/**
 * What Muster found in Slack overrides what events told, since those may come late or out of order. People found in the
 * channel join the swarm; people of the swarm who are not in it are invited. A private swarm is not joined like that: its
 * channel stays lost until its owner has let those in who were found there, or they are gone.
 */
function recordChannelSeen(escalation: Escalation, command: Command<'RecordChannelSeen'>): Decision {
  const channel = ours(escalation, command.channel);
  if (channel === null || channel.lost === command.lost) return [];
  if (command.lost !== null) return [{ type: 'SwarmChannelLost', why: command.lost, person: null }];
  const newcomers = command.members.filter((person) => !isInSwarm(escalation, person));
  if (escalation.isPrivate && newcomers.length > 0) return foundThere(escalation, newcomers);
  const joined = newcomers.map((person): EventBody => ({ type: 'PersonJoined', person, inChannel: true }));
  return [...joined, { type: 'SwarmChannelRestored' }];
}

/**
 * The owner is asked about the same people once.
 * @param people who is in the channel now without being in the swarm
 */
export function foundThere({ bystanders }: Escalation, people: readonly PersonId[]): EventBody[] {
  const known = bystanders?.people ?? [];
  const gone = known.filter((person) => !people.includes(person));
  const isNews = people.some((person) => !known.includes(person));
  return [
    ...gone.map((person): EventBody => ({ type: 'BystanderLeft', person })),
    ...(isNews ? [{ type: 'BystandersFound', people } as const] : []),
  ];
}

function recordChannelName(escalation: Escalation, command: Command<'RecordChannelName'>): Decision {
  const { id, name } = command;
  const { channel } = escalation;
  if (channel?.id !== command.channel || (channel.id === id && channel.name === name)) return [];
  return [{ type: 'SwarmChannelRenamed', channel: id, name }];
}

/** Opens a new channel in place of the lost one. */
function openNewChannel(escalation: Escalation): Decision {
  const refused = refuseUnlessOpen(escalation);
  if (refused) return refused;
  const { channel } = escalation;
  if (channel === null || channel.isReplaced) return { code: 'ChannelComing' };
  return channel.lost === null ? { code: 'ChannelThere' } : [{ type: 'NewChannelWanted' }];
}

/** The owner lets them in, or a manager, or the rep while nobody owns it. */
function admitBystanders(escalation: Escalation, command: Command<'AdmitBystanders'>): Decision {
  const refused = refuseUnlessOpen(escalation);
  if (refused) return refused;
  const { bystanders, channel, owner, rep, teams } = escalation;
  if (bystanders?.seq !== command.found || channel === null || channel.isReplaced) {
    return { code: 'BystandersGone' };
  }
  const isRepAlone = command.by.id === rep && owner !== null && owner !== rep && !command.by.manages;
  if (isRepAlone) return { code: 'NotTheOwner', owner };
  const people = bystanders.people.map((person) => memberOf(teams, person));
  const restored: EventBody[] = channel.lost === null ? [] : [{ type: 'SwarmChannelRestored' }];
  return [...restored, { type: 'PeoplePulledIn', people, teams: [] }];
}

/** The swarm's channel if it is this one and no other is about to take its place. */
function ours({ channel }: Escalation, id: string): Channel | null {
  return channel?.id === id && !channel.isReplaced ? channel : null;
}

/** Whoever raised it is told what became of the channel and what to do, and open questions go on directly. */
function channelLost(escalation: Escalation, event: Event<'SwarmChannelLost'>, all: AllSlices): Effect[] {
  const isExposed = event.why === 'exposed';
  const hidden: Effect[] = isExposed ? [{ type: 'ShowCard' }, { type: 'ShowTopic' }] : [];
  if (escalation.status !== 'open') return hidden;
  const { owner } = escalation;
  return [
    ...hidden,
    ...tell(event, [contactOf(escalation), isExposed ? owner : null]),
    ...all.directQuestions(escalation),
    { type: 'ShowLine' },
    // The event may be late and the channel back by now, so that is checked.
    ...(event.person === null || event.why === 'deleted' ? [] : [REACH]),
  ];
}

/** Once it is resolved nobody is let in; reopened, it is looked again who is there. */
function askAboutBystanders(escalation: Escalation, event: Event<'BystandersFound'>): Effect[] {
  return escalation.status === 'open' ? tell(event, [escalation.owner ?? contactOf(escalation)]) : [];
}

/** Who was asked before there was a channel is shown where it is, whoever has claimed meanwhile. */
function askedToClaim(escalation: Escalation): Effect[] {
  const leads = leadsOf(escalation);
  return escalation.delay === null ? askToClaim(escalation, leads) : claimRequests(escalation, leads);
}

/** In a new channel, or back in the old one, everything is shown as it is now. */
function afresh(escalation: Escalation, event: Event, all: AllSlices): Consequence[] {
  const shown: Effect[] = [{ type: 'ShowCard' }, ...pinOnceMore(escalation), { type: 'ShowTopic' }];
  if (escalation.status !== 'open') return [...shown, { type: 'ShowLine' }];
  return [
    ...invite(event, everybody(escalation)),
    ...shown,
    { type: 'ShowLine' },
    say(event, NOBODY),
    ...all.openQuestions(escalation),
  ];
}

function channelWith({ channel }: Escalation, change: Partial<Channel>): StateChange<SwarmChannel['state']> {
  return { channel: channel && { ...channel, ...change } };
}

/** Nobody waits any more to be let in once the last of them is in, or gone. */
function bystandersWithout(
  { bystanders }: Escalation,
  people: readonly PersonId[],
): StateChange<SwarmChannel['state']> {
  if (bystanders === null) return {};
  const rest = bystanders.people.filter((one) => !people.includes(one));
  return { bystanders: rest.length === 0 ? null : { ...bystanders, people: rest } };
}

/** An open question for the customer update goes to its new communicator as well. */
function askedAnew(
  escalation: Escalation,
  { role, to }: Event<'RoleGiven'>,
  all: AllSlices,
): StateChange<SwarmChannel['state']> {
  const ask = escalation.checkpoint?.asked === 'no' ? undefined : escalation.asks.at(-1);
  return role === 'communicator' && ask ? { directAsks: asked(escalation, { seq: ask.seq, to }, all) } : {};
}
