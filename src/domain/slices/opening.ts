import type { Command } from '../command.ts';
import { personOf, refuseEmpty } from '../kernel/access.ts';
import { tell } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { contactOf, type Escalation, type PersonId } from '../kernel/escalation.ts';
import type { Cadence, Kind, Severity } from '../kernel/playbook.ts';
import { ASKS_NOBODY, type Slice, unchanged } from '../kernel/slice.ts';
import { hiddenHostOf } from '../kernel/ticket.ts';
import type { Duration, Instant } from '../kernel/time.ts';
import type { Refusal } from '../refusal.ts';
import { refuseTime } from './checkpoint.ts';
import { newcomers, newTeams, type PulledTeam, type SwarmMember } from './swarm.ts';

/** How an escalation begins, and what stays as it was then. */
export type Opening = {
  readonly command: OpenEscalation | RecordRival;
  readonly event:
    | EscalationOpened
    /** Somebody who may not see this one opened another for the same ticket. */
    | { readonly type: 'RivalOpened'; readonly number: number; readonly rep: PersonId };
  readonly refusal:
    | ({ readonly code: 'TicketAlreadySwarmed' } & Rival)
    | { readonly code: 'UnknownEscalation' }
    /** The request was answered before, in a form that only a newer version of Muster can read. */
    | { readonly code: 'AnsweredBefore' }
    | { readonly code: 'AlreadyOpened' }
    /** A text that must not be empty, in any form. */
    | { readonly code: 'Empty'; readonly field: string; readonly called: string }
    /** A text, or a list of people or teams, that is longer than anybody has use for; see kernel/limits.ts. */
    | { readonly code: 'TooLong' | 'TooManyLines' | 'TooMany'; readonly field: string; readonly most: number }
    /** A list on the card that is full. */
    | { readonly code: 'TooManyEntries'; readonly most: number }
    /** The ticket is a link that reads as if it led elsewhere. */
    | { readonly code: 'HidesHost'; readonly host: string }
    /** What a form was based on has changed since. */
    | { readonly code: 'Outdated'; readonly called: string };
  readonly message: never;
  readonly call: never;
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    readonly id: string;
    readonly workspace: string;
    readonly number: number;
    /** seq of the last event. */
    readonly seq: number;
    readonly isPrivate: boolean;
    readonly openedAt: Instant;
    readonly ticket: Ticket;
    readonly trigger: Trigger;
    readonly rep: PersonId;
    /** The name that its channel is to have, made from the pattern; `channel` is set once the channel exists. */
    readonly channelName: string;
  };
};

type RecordRival = { readonly type: 'RecordRival'; readonly number: number; readonly rep: PersonId };

/** What is fixed as it is opened. */
type OpeningFacts = {
  readonly number: number;
  readonly isPrivate: boolean;
  readonly customer: string;
  readonly ticket: Ticket;
  readonly problem: string;
  readonly tried: string;
  readonly outcome: string;
  readonly trigger: Trigger;
  readonly severity: Severity;
  readonly monitor: PersonId;
  readonly teams: readonly PulledTeam[];
  readonly channelName: string;
};

type OpenEscalation = OpeningFacts & {
  readonly type: 'OpenEscalation';
  readonly promisedAt: Instant;
  readonly people: readonly PersonId[];
  /** The live escalation that already has this ticket, if there is one. */
  readonly rival: Rival | null;
};

type EscalationOpened = OpeningFacts & {
  readonly type: 'EscalationOpened';
  readonly rep: PersonId;
  readonly swarm: readonly SwarmMember[];
};

export type Ticket = {
  /** As the rep gave it: a link or a number. */
  readonly text: string;
  /** What makes two tickets the same: see `ticketOf`. */
  readonly key: string;
  /** Set when the text is a link. */
  readonly url?: string;
};

export type Trigger = {
  readonly playbook: string;
  readonly name: string;
  readonly kind: Kind;
  /** What this kind of escalation should end in. */
  readonly outcome: string;
  readonly cadence: Cadence;
  readonly claimWithin: Duration;
};

/** The live escalation that has a ticket already. */
export type Rival = {
  readonly id: string;
  readonly number: number;
  /** null while there is none. */
  readonly channel: string | null;
  readonly isPrivate: boolean;
};

export const opening: Slice<Opening> = {
  initialState: {
    id: '',
    workspace: '',
    number: 0,
    seq: 0,
    isPrivate: false,
    openedAt: 0,
    ticket: { text: '', key: '' },
    trigger: {
      playbook: '',
      name: '',
      kind: 'functional',
      outcome: '',
      cadence: { SEV1: 0, SEV2: 0, SEV3: 0, SEV4: 0 },
      claimWithin: 0,
    },
    rep: '',
    channelName: '',
  },

  decide: { RecordRival: recordRival },

  evolve: {
    EscalationOpened: (_, event) => ({
      id: event.escalation,
      workspace: event.workspace,
      number: event.number,
      isPrivate: event.isPrivate,
      openedAt: event.at,
      ticket: event.ticket,
      trigger: event.trigger,
      rep: event.rep,
      channelName: event.channelName,
    }),
    RivalOpened: unchanged,
  },
  subscriptions: {
    PersonTakenOut: (_, { rep }) => (rep === undefined ? {} : { rep }),
    PersonDeparted: ({ rep }, { person, successor }) =>
      person === rep && successor !== undefined ? { rep: successor } : {},
  },

  react: {
    EscalationOpened: (_, { channelName, isPrivate }) => [
      { type: 'CreateChannel', name: channelName, isPrivate },
    ],
    RivalOpened: (escalation, event) => tell(event, [escalation.owner ?? contactOf(escalation)]),
  },

  explain: {
    TicketAlreadySwarmed: (refusal) =>
      refusal.isPrivate
        ? `A private swarm (ESC-${refusal.number}) that you may see is already open for this ticket. Carry on there.`
        : `ESC-${refusal.number} is already open for this ticket. Join it instead, so that everything stays in one place.`,
    UnknownEscalation: () =>
      'There is no escalation here. Use this in a swarm channel, or start one with /escalate.',
    AnsweredBefore: () =>
      'This has arrived before and was dealt with then. Refresh the channel to see how things stand.',
    AlreadyOpened: () => 'This escalation is open already. Refresh the channel to see it.',
    Empty: (refusal) => `Please fill in ${refusal.called}, so that everybody can follow.`,
    TooLong: ({ most }) =>
      `This is longer than ${most} characters. Pick what the others need, and leave the rest in the ticket.`,
    TooManyLines: ({ most }) =>
      `This has more than ${most} lines. Pick what the others need, and leave the rest in the ticket.`,
    TooMany: ({ most }) => `That is too many at once. Pick at most ${most}.`,
    TooManyEntries: ({ most }) =>
      `The card holds ${most} of these already. Use Edit context to take out what no longer matters.`,
    HidesHost: ({ host }) =>
      `This link leads to ${host}, though it reads as if it led elsewhere. Use the address that the browser shows.`,
    Outdated: ({ called }) =>
      `${called} has changed since you opened this. Look at what it says now, and send it again if you still mean it.`,
  },

  messages: {},
  calls: {},
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
};

/** One live swarm per ticket; the rep, those picked, and of each team its leads and chosen specialists are in at once. */
export function openEscalation(command: Command<'OpenEscalation'>): Decision {
  const rep = personOf(command.by);
  if (command.rival !== null) return { code: 'TicketAlreadySwarmed', ...command.rival };
  const customer = command.customer.trim();
  const problem = command.problem.trim();
  const outcome = command.outcome.trim();
  const refused =
    refuseEmpty({
      customer: [customer, 'the customer'],
      ticket: [command.ticket.text, 'the ticket'],
      problem: [problem, 'what is happening'],
      outcome: [outcome, 'the outcome the customer needs'],
    }) ??
    refuseHidden(command.ticket) ??
    refuseTime(command.promisedAt, command.at);
  if (refused) return refused;
  const { at: _at, by: _by, kinds: _kinds, rival: _rival, people, promisedAt, ...facts } = command;
  const teams = newTeams([], command.teams);
  const swarm = [{ id: rep, as: 'rep' } as const, ...newcomers([rep], people, teams)];
  return [
    { ...facts, type: 'EscalationOpened', customer, problem, outcome, rep, teams, swarm },
    { type: 'CheckpointPromised', number: 1, dueAt: promisedAt },
  ];
}

function refuseHidden(ticket: Ticket): Refusal | null {
  const host = hiddenHostOf(ticket);
  return host === null ? null : { code: 'HidesHost', host };
}

function recordRival({ status }: Escalation, { number, rep }: Command<'RecordRival'>): Decision {
  return status === 'open' ? [{ type: 'RivalOpened', number, rep }] : [];
}
