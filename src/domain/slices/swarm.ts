import type { Command } from '../command.ts';
import type { EventBody } from '../event.ts';
import { personOf } from '../kernel/access.ts';
import { invite, NOBODY, say } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Escalation, isInSwarm, memberOf, type PersonId } from '../kernel/escalation.ts';
import { MOST_PEOPLE } from '../kernel/limits.ts';
import type { OthersKind } from '../kernel/people.ts';
import { type AllSlices, ASKS_NOBODY, always, type Slice, unchanged } from '../kernel/slice.ts';
import { isOver, refuseUnlessOpen } from '../kernel/status.ts';
import { foundThere } from './channel.ts';
import { recordDeparture } from './departure.ts';
import { askToClaim } from './ownership.ts';

/** Who is in the swarm: pulled in, joined, left, or gone from the workspace. */
export type Swarm = {
  readonly command:
    | {
        readonly type: 'PullIn';
        readonly people: readonly PersonId[];
        readonly teams: readonly PulledTeam[];
        /** The channel that they are in already, as Slack tells. */
        readonly inChannel?: string;
      }
    /** `inChannel` as for `PullIn`. */
    | { readonly type: 'JoinSwarm'; readonly inChannel?: string }
    /** Told of this channel; of one that another has taken the place of it means nothing. */
    | { readonly type: 'LeaveSwarm'; readonly channel: string }
    /** Somebody's account was deactivated. */
    | {
        readonly type: 'RecordDeparture';
        readonly person: PersonId;
        /** Who may watch in place of a monitor who has left. */
        readonly managers: readonly PersonId[];
        /** Their new account: it has the same address. */
        readonly successor?: PersonId;
      }
    /** Who Muster itself found in the channel, all being well with it. */
    | {
        readonly type: 'RecordMembers';
        readonly channel: string;
        readonly members: readonly PersonId[];
        /** seq of the escalation as it was before they were asked for: whoever was brought in since may not be there yet. */
        readonly seenAt: number;
        /** Somebody is still being brought in, so it is not known who left. */
        readonly isInviting: boolean;
      };
  readonly event:
    | {
        readonly type: 'PeoplePulledIn';
        readonly people: readonly SwarmMember[];
        readonly teams: readonly PulledTeam[];
        /** They are in the channel already: an invitation would only bring back somebody who has left meanwhile. */
        readonly inChannel?: true;
      }
    /** `inChannel` as for `PeoplePulledIn`. */
    | { readonly type: 'PersonJoined'; readonly person: PersonId; readonly inChannel?: true }
    | { readonly type: 'PersonLeft'; readonly person: PersonId }
    /** They left the channel but are needed, so Muster brought them back. */
    | { readonly type: 'PersonReturned'; readonly person: PersonId }
    /** Their account was deactivated. */
    | { readonly type: 'PersonDeparted'; readonly person: PersonId; readonly successor?: PersonId };
  readonly refusal:
    | { readonly code: 'NotInSwarm' }
    | { readonly code: 'AlreadyIn' }
    | { readonly code: 'NobodyNew' }
    | { readonly code: 'SwarmFull'; readonly most: number }
    | { readonly code: 'PrivateSwarm' }
    /** Whoever sent it is not of this workspace, or nobody knows whether they are. */
    | { readonly code: 'NotOneOfUs'; readonly kind: OthersKind }
    /** Guests of the workspace are not to do this at all, or are not in the swarm. */
    | { readonly code: 'GuestsMayNot' }
    | { readonly code: 'GuestOutside' }
    /** What only Muster itself records. */
    | { readonly code: 'MusterAlone' }
    /** Somebody was picked who is not of this workspace, or of whom nobody knows whether they are. */
    | {
        readonly code: 'CannotTakePart';
        readonly person: PersonId;
        readonly field: string;
        readonly kind: OthersKind;
      }
    | {
        readonly code: 'GuestsCannotBe';
        readonly person: PersonId;
        readonly field: string;
        readonly role: 'owner' | 'monitor';
      };
  readonly message: never;
  /** One call for everybody whom the event at `seq` brings in. */
  readonly call: { readonly type: 'Invite'; readonly people: readonly PersonId[]; readonly seq: number };
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    readonly teams: readonly PulledTeam[];
    readonly swarm: readonly SwarmMember[];
    /** Those whose account was deactivated. */
    readonly departed: readonly PersonId[];
    /** Those of the swarm, of no team in it, who came by themselves or were brought along by such people. */
    readonly joined: readonly PersonId[];
  };
};

/** Why somebody is in the swarm. */
export type Standing = 'rep' | 'lead' | 'specialist' | 'guest';

export type SwarmMember = {
  readonly id: PersonId;
  readonly as: Standing;
  /** Key of the team they were pulled in for. */
  readonly team?: string;
};

/** A team pulled in, with those of its people who were brought along. */
export type PulledTeam = {
  readonly key: string;
  readonly name: string;
  readonly leads: readonly PersonId[];
  readonly specialists: readonly PersonId[];
};

export const swarm: Slice<Swarm> = {
  initialState: { teams: [], swarm: [], departed: [], joined: [] },

  decide: {
    PullIn: pullIn,
    JoinSwarm: joinSwarm,
    LeaveSwarm: leaveSwarm,
    RecordDeparture: recordDeparture,
    RecordMembers: recordMembers,
  },

  evolve: {
    PeoplePulledIn: ({ swarm, departed, teams, joined }, event) => ({
      swarm: withPeople(swarm, event.people),
      joined: event.by !== null && joined.includes(event.by) ? unbidden(joined, event.people) : joined,
      departed: departed.filter((one) => !event.people.some(({ id }) => id === one)),
      teams: [...teams, ...newTeams(teams, event.teams)],
    }),
    PersonJoined: ({ swarm, teams, departed, joined }, { person }) => ({
      swarm: withPeople(swarm, [memberOf(teams, person)]),
      joined: unbidden(joined, [memberOf(teams, person)]),
      departed: departed.filter((one) => one !== person),
    }),
    PersonLeft: ({ swarm, joined }, { person }) => ({
      swarm: swarm.filter((one) => one.id !== person),
      joined: joined.filter((one) => one !== person),
    }),
    PersonReturned: unchanged,
    PersonDeparted: ({ swarm, departed, joined }, { person }) => ({
      swarm: swarm.filter((one) => one.id !== person),
      joined: joined.filter((one) => one !== person),
      departed: [...departed, person],
    }),
  },
  subscriptions: {
    EscalationOpened: (_, { teams, swarm }) => ({ teams, swarm }),
    PersonTakenOut: ({ swarm, joined, teams }, { person }) => ({
      swarm: swarm.filter((one) => one.id !== person),
      joined: joined.filter((one) => one !== person),
      teams: teams.map((team) => teamWithout(team, person)),
    }),
  },

  react: {
    PeoplePulledIn: (escalation, event) => [
      ...(event.inChannel
        ? []
        : invite(
            event,
            event.people.map((one) => one.id),
          )),
      { type: 'ShowCard' },
      ...askToClaim(
        escalation,
        event.teams.flatMap((team) => team.leads),
      ),
      say(event, NOBODY),
    ],
    PersonJoined: (_, event) => [
      ...(event.inChannel ? [] : invite(event, [event.person])),
      { type: 'ShowCard' },
    ],
    PersonReturned: (_, event) => [
      ...invite(event, [event.person]),
      { type: 'ShowCard' },
      say(event, NOBODY),
    ],
    PersonLeft: () => [{ type: 'ShowCard' }],
    PersonDeparted: () => [{ type: 'ShowCard' }],
  },

  explain: {
    NotInSwarm: () => 'Only people in the swarm can do this. Join the swarm first.',
    AlreadyIn: () => 'You are in this swarm already. Open its channel to take part.',
    NobodyNew: () => 'Everybody you picked is in the swarm already. Pick somebody else, or close this.',
    SwarmFull: ({ most }) =>
      `There are ${most} people in this swarm, and no more fit. Ask somebody in it to take your part.`,
    PrivateSwarm: () => 'This swarm is private. Ask somebody in it to add you.',
    NotOneOfUs: ({ kind }) => NOT_YOU[kind],
    GuestsMayNot: () =>
      'Guests of this workspace cannot do this. Ask a member of the workspace who is in the swarm to do it.',
    GuestOutside: () =>
      'Guests of this workspace take part in the swarms that they are brought into. Ask somebody in this one to add you.',
    MusterAlone: () => 'Muster records this by itself. Use the buttons on the card instead.',
    CannotTakePart: ({ person, kind }, name) => `${name(person)} ${NOT_THEM[kind]}`,
    GuestsCannotBe: ({ person, role }, name) =>
      `${name(person)} is a guest of this workspace, and a guest cannot be the ${role}. Pick a member of the workspace.`,
  },

  messages: {},
  calls: {
    Invite: {
      key: ({ seq }) => `invite-${seq}`,
      isInChannel: true,
      needs: 'channel',
      whenExposed: 'withheld',
      isStillWanted: always,
      failedStep: () => 'invite',
      people: ({ people }) => people,
      isFirst: true,
    },
  },
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
};

const NOT_YOU: Readonly<Record<OthersKind, string>> = {
  external: 'You belong to another organisation. Ask somebody of this workspace to do this.',
  unknown: 'Slack does not tell Muster who you are. Ask somebody of this workspace to do this.',
  app: 'Muster does what people ask, not apps. Ask somebody of this workspace to do this.',
  deactivated: 'Your account in this workspace is deactivated. Ask an administrator to activate it.',
  unasked: 'Slack did not tell Muster who you are just now. Try again in a moment.',
};

const NOT_THEM: Readonly<Record<OthersKind, string>> = {
  external: 'belongs to another organisation. Pick somebody of this workspace.',
  unknown: 'is not known to Muster, since Slack does not tell who that is. Pick somebody of this workspace.',
  app: 'is an app. Pick a person of this workspace.',
  deactivated: 'has left this workspace. Pick somebody who is here.',
  unasked: 'cannot be picked just now, since Slack did not tell Muster who that is. Try again in a moment.',
};

function pullIn(escalation: Escalation, command: Command<'PullIn'>): Decision {
  // Whom somebody has invited into the channel is there, whatever has become of the escalation.
  const isThere = command.inChannel !== undefined && isOver(escalation);
  const refused = isThere ? null : refuseUnlessOpen(escalation);
  if (refused) return refused;
  const present = escalation.swarm.map((one) => one.id);
  const people = newcomers(present, command.people, command.teams, escalation.teams);
  const teams = newTeams(escalation.teams, command.teams);
  // Who is in the channel already is in.
  if (command.inChannel === undefined && present.length + people.length > MOST_PEOPLE) return FULL;
  return people.length === 0 && teams.length === 0
    ? { code: 'NobodyNew' }
    : [{ type: 'PeoplePulledIn', people, teams, ...whereabouts(escalation, command) }];
}

/** Anybody who may see the escalation may join its swarm, even once it is resolved: only the swarm can reopen it. */
function joinSwarm(escalation: Escalation, command: Command<'JoinSwarm'>): Decision {
  const person = personOf(command.by);
  if (isInSwarm(escalation, person)) return { code: 'AlreadyIn' };
  return command.inChannel === undefined && escalation.swarm.length >= MOST_PEOPLE
    ? FULL
    : [{ type: 'PersonJoined', person, ...whereabouts(escalation, command) }];
}

const FULL = { code: 'SwarmFull', most: MOST_PEOPLE } as const;

/** Whoever came into a channel that another takes the place of is invited into that one. */
function whereabouts(
  { channel }: Escalation,
  { inChannel }: Command<'PullIn' | 'JoinSwarm'>,
): { readonly inChannel?: true } {
  return inChannel === channel?.id && channel?.isReplaced === false ? { inChannel: true } : {};
}

/**
 * Told after the fact, by Slack. The rep stays to the end and a role needs its holder, so while it is open those are
 * brought back; once it is resolved, a reopening brings them back.
 */
function leaveSwarm(escalation: Escalation, command: Command<'LeaveSwarm'>, all: AllSlices): Decision {
  const person = personOf(command.by);
  const { channel, bystanders } = escalation;
  if (channel?.id !== command.channel) return [];
  if (!isInSwarm(escalation, person)) {
    // Whoever was not to be there is gone, so the channel may be fit for a private swarm again.
    return bystanders?.people.includes(person) ? [{ type: 'BystanderLeft', person }] : [];
  }
  return left(escalation, person, all);
}

function left(escalation: Escalation, person: PersonId, all: AllSlices): EventBody[] {
  const { rep, owner, communicator, status } = escalation;
  if (person === rep || person === owner || person === communicator) {
    return status === 'open' ? [{ type: 'PersonReturned', person }] : [];
  }
  return [...all.whenLeaving(escalation, person), { type: 'PersonLeft', person }];
}

/**
 * Slack may not have told of who came and left while Muster was away. Into a private swarm nobody comes by being found
 * there: its owner is asked.
 */
function recordMembers(escalation: Escalation, command: Command<'RecordMembers'>, all: AllSlices): Decision {
  const { channel, swarm, seq, status } = escalation;
  if (channel?.id !== command.channel || channel.lost !== null || channel.isReplaced) return [];
  const came = command.members.filter((person) => !isInSwarm(escalation, person));
  const found = cameMeanwhile(escalation, came);
  if (command.isInviting || seq !== command.seenAt || status !== 'open') return found;
  const gone = swarm.filter(({ id }) => !command.members.includes(id));
  return [...found, ...gone.flatMap(({ id }) => left(escalation, id, all))];
}

function cameMeanwhile(escalation: Escalation, people: readonly PersonId[]): EventBody[] {
  if (!escalation.isPrivate)
    return people.map((person) => ({ type: 'PersonJoined', person, inChannel: true }));
  return foundThere(escalation, people);
}

/** Those of the teams and people who are not in yet: leads first, then specialists, then people picked by name. */
export function newcomers(
  present: readonly PersonId[],
  people: readonly PersonId[],
  teams: readonly PulledTeam[],
  known: readonly PulledTeam[] = [],
): SwarmMember[] {
  const leads = teams.flatMap((team) => team.leads);
  const specialists = teams.flatMap((team) => team.specialists);
  const ids = new Set([...leads, ...specialists, ...people]);
  return [...ids].filter((id) => !present.includes(id)).map((id) => memberOf([...teams, ...known], id));
}

/** Those of the teams that are not pulled in yet, each once. */
export function newTeams(known: readonly PulledTeam[], teams: readonly PulledTeam[]): PulledTeam[] {
  const byKey = new Map(teams.map((team) => [team.key, team]));
  return [...byKey.values()].filter((team) => !known.some((one) => one.key === team.key));
}

function withPeople(swarm: readonly SwarmMember[], people: readonly SwarmMember[]): SwarmMember[] {
  return [...swarm, ...people.filter((person) => !swarm.some((one) => one.id === person.id))];
}

/** Nobody asks them for the team any more. */
function teamWithout(team: PulledTeam, person: PersonId): PulledTeam {
  const rest = (people: readonly PersonId[]) => people.filter((one) => one !== person);
  return { ...team, leads: rest(team.leads), specialists: rest(team.specialists) };
}

function unbidden(joined: readonly PersonId[], people: readonly SwarmMember[]): PersonId[] {
  return [...joined, ...people.filter(({ as }) => as === 'guest').map(({ id }) => id)];
}
