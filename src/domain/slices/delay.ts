import type { Command } from '../command.ts';
import { showDelay } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Escalation, leadsOf, type PersonId } from '../kernel/escalation.ts';
import { ASKS_NOBODY, type Slice } from '../kernel/slice.ts';
import { type Instant, MINUTE, SECOND } from '../kernel/time.ts';
import { askToClaim } from './ownership.ts';

/** A channel that cannot be opened yet, since others are first: the rep is told, and what needs no channel goes on. */
export type ChannelDelay = {
  readonly command: {
    readonly type: 'RecordChannelDelay';
    /** About when the channel opens. */
    readonly opensAt: Instant;
    /** The one that is opened next has place 1. */
    readonly place: number;
    /** How many channels may be opened a minute. */
    readonly aMinute: number;
  };
  readonly event: {
    readonly type: 'SwarmChannelDelayed';
    readonly opensAt: Instant;
    readonly place: number;
    readonly aMinute: number;
    /** When it was to be opened as told before; null when this is told for the first time. */
    readonly before: Instant | null;
  };
  readonly refusal: never;
  readonly message: /** The direct message that tells the rep where their channel stands; shows once it is there. */ {
    readonly type: 'ShowDelay';
    readonly person: PersonId;
  };
  readonly call: never;
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    /** As it was told last; null when the channel never had to wait. */
    readonly delay: Delay | null;
  };
};

type Delay = { readonly opensAt: Instant; readonly place: number; readonly aMinute: number };

/** Less is over before it is read. */
const WORTH_TELLING = 5 * SECOND;

/** What was told is about right for so long. */
const ABOUT = MINUTE;

/** Whether something waits long enough for people to be told. */
export function isWorthTelling(until: Instant, now: Instant): boolean {
  return until - now > WORTH_TELLING;
}

export const delay: Slice<ChannelDelay> = {
  initialState: { delay: null },
  decide: { RecordChannelDelay: recordChannelDelay },
  evolve: {
    SwarmChannelDelayed: (_, { opensAt, place, aMinute }) => ({ delay: { opensAt, place, aMinute } }),
  },
  subscriptions: {},
  react: {
    SwarmChannelDelayed: (escalation, { before }) => [
      ...(before === null ? askToClaim(escalation, leadsOf(escalation)) : []),
      ...showDelay(escalation),
    ],
  },
  explain: {},
  messages: {
    ShowDelay: {
      key: ({ person }) => `delay-${person}`,
      audience: ({ person }) => ({ person }),
      mode: 'show',
      lane: 'own',
      needs: 'nothing',
      whenExposed: 'withheld',
      isStillWanted: ({ channel, status }) => channel === null && status === 'open',
      failedStep: 'message',
      isUpkeep: false,
    },
  },
  calls: {},
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
  requests: (escalation) => (escalation.channel === null ? showDelay(escalation) : []),
};

/** The first channel only: who asks for another one in its place is told at once, and has been asked for all else before. */
function recordChannelDelay(escalation: Escalation, command: Command<'RecordChannelDelay'>): Decision {
  const { delay, channel, status } = escalation;
  const { opensAt, place, aMinute, at } = command;
  if (channel !== null || status !== 'open' || !isWorthTelling(opensAt, at)) return [];
  if (delay !== null && Math.abs(opensAt - delay.opensAt) < ABOUT) return [];
  return [{ type: 'SwarmChannelDelayed', opensAt, place, aMinute, before: delay?.opensAt ?? null }];
}
