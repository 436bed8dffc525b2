import fc from 'fast-check';
import { type Command, type CommandBody, type CommandType, MUSTER } from '../../../src/domain/command.ts';
import type { Escalation, PersonId } from '../../../src/domain/kernel/escalation.ts';
import { SEVERITIES } from '../../../src/domain/kernel/playbook.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../../../src/domain/kernel/time.ts';
import { LOSSES } from '../../../src/domain/slices/channel.ts';
import { NOTE_KINDS } from '../../../src/domain/slices/context.ts';
import { FAILED_STEPS } from '../../../src/domain/slices/failures.ts';
import type { PulledTeam } from '../../../src/domain/slices/swarm.ts';
import { actor, MEMBERS } from '../../support/given.ts';
import { DUE, opened, PAYMENTS, PLATFORM } from './cast.ts';

/**
 * A step of a random walk: some time passes, then somebody wants something. Times in `want` count from that moment and
 * `offer` from the open offer: see `commandOf`.
 */
export type Step = {
  readonly wait: Duration;
  readonly by: PersonId | null;
  /** Sent by whoever it is up to, rather than by `by`, when there is such a person. */
  readonly fitting: boolean;
  readonly want: CommandBody;
};

const PEOPLE = ['rita', 'dana', 'sam', 'lee', 'pat', 'morgan', 'nora', 'gus', 'olli'];
const TEAMS: PulledTeam[] = [
  PAYMENTS,
  PLATFORM,
  { ...PLATFORM, leads: ['lee', 'nora'], specialists: ['sam'] },
];
const RIVAL = { number: 3, channel: null, id: 'e3', isPrivate: false };

const person = fc.constantFrom(...PEOPLE);
const inChannel = fc.constantFrom('C7', 'C7', 'C7', 'C8');
const text = fc.constantFrom('a word', 'another\nline', ' ');
const later = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: MINUTE, max: 3 * HOUR }) },
  { weight: 1, arbitrary: fc.constantFrom(-MINUTE, 0, 1, 2, 3, 91 * DAY) },
);
const nearOffer = fc.constantFrom(0, 0, 0, 1);

type Wants = { readonly [T in CommandType]: fc.Arbitrary<Extract<CommandBody, { type: T }>> };

export const wants: Wants = {
  OpenEscalation: fc.boolean().map(openingOf),
  RecordRival: fc.constant({ type: 'RecordRival', number: 9, rep: 'olli' }),
  RecordChannel: fc.constant({ type: 'RecordChannel', channel: 'C7', name: 'esc-7' }),
  RecordFailure: record('RecordFailure', {
    // A channel that could not be made is the end of a walk, so it is rare.
    step: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...FAILED_STEPS.filter((step) => step !== 'channel')) },
      { weight: 1, arbitrary: fc.constant('channel' as const) },
    ),
    people: fc.array(person, { maxLength: 1 }),
    reason: text,
  }),
  RecordChannelNews: record('RecordChannelNews', {
    channel: inChannel,
    news: fc.constantFrom(...LOSSES, 'mended', 'mended', 'shared'),
    person: fc.constantFrom(null, ...PEOPLE),
  }),
  RecordChannelSeen: record('RecordChannelSeen', {
    channel: inChannel,
    lost: fc.constantFrom(null, null, ...LOSSES),
    members: fc.subarray(['rita', 'gus', 'olli']),
  }),
  RecordChannelName: record('RecordChannelName', {
    channel: inChannel,
    id: inChannel,
    name: fc.constantFrom('esc-7', 'till-trouble'),
  }),
  RecordChannelDelay: record('RecordChannelDelay', {
    opensAt: later,
    place: fc.integer({ min: 1, max: 300 }),
    aMinute: fc.constant(20),
  }),
  RecordCardGone: record('RecordCardGone', {
    how: fc.constantFrom('deleted', 'frozen', 'unpinned'),
    isCurrent: fc.boolean(),
    person,
  }),
  OpenNewChannel: fc.constant({ type: 'OpenNewChannel' }),
  TakeOut: record('TakeOut', { person, successor: fc.constantFrom(null, 'morgan', 'sam'), reason: text }),
  Withdraw: record('Withdraw', { reason: text }),
  AdmitBystanders: record('AdmitBystanders', { found: nearOffer }),
  // Seldom, or walks soon run out of people.
  RecordDeparture: record('RecordDeparture', {
    person: fc.oneof({ weight: 3, arbitrary: fc.constant('olli') }, { weight: 1, arbitrary: person }),
    managers: fc.constant(['morgan', 'nora']),
  }),
  RecordGuest: record('RecordGuest', { person, managers: fc.constant(['morgan', 'nora']) }),
  RecordMembers: record('RecordMembers', {
    channel: inChannel,
    members: fc.subarray(['rita', 'dana', 'sam', 'gus', 'olli']),
    seenAt: fc.integer({ min: 1, max: 12 }),
    isInviting: fc.boolean(),
  }),
  PullIn: record('PullIn', { people: fc.array(person, { maxLength: 2 }), teams: fc.subarray(TEAMS) }),
  JoinSwarm: fc.oneof(fc.constant({ type: 'JoinSwarm' } as const), record('JoinSwarm', { inChannel })),
  LeaveSwarm: record('LeaveSwarm', { channel: inChannel }),
  ClaimOwnership: fc.constant({ type: 'ClaimOwnership' }),
  OfferHandOver: record('OfferHandOver', { to: person, note: text }),
  AcceptHandOver: record('AcceptHandOver', { offer: nearOffer }),
  DeclineHandOver: record('DeclineHandOver', { offer: nearOffer }),
  ReleaseOwnership: record('ReleaseOwnership', { reason: text }),
  AcceptRole: record('AcceptRole', { offer: nearOffer }),
  DeclineRole: record('DeclineRole', { offer: nearOffer }),
  GiveRole: record('GiveRole', { role: fc.constantFrom('communicator', 'monitor'), to: person }),
  LogCustomerUpdate: record('LogCustomerUpdate', { text, over: fc.constant('phone'), nextAt: later }),
  MoveCheckpoint: record('MoveCheckpoint', { to: later, reason: text }),
  FireTimer: record('FireTimer', {
    timer: fc.constantFrom('checkpoint-ahead', 'checkpoint-due', 'checkpoint-missed', 'claim-overdue'),
  }),
  AddNote: record('AddNote', { kind: fc.constantFrom(...NOTE_KINDS), text }),
  EditContext: record('EditContext', {
    changes: fc.record({ customer: text, problem: text, tried: text }, { requiredKeys: [] }),
  }),
  ChangeSeverity: record('ChangeSeverity', { to: fc.constantFrom(...SEVERITIES), reason: text }),
  Resolve: record('Resolve', { fix: text, cause: text, finalWord: text, over: fc.constant('email') }),
  Reopen: record('Reopen', {
    reason: text,
    nextAt: later,
    rival: fc.constantFrom(null, null, null, RIVAL),
    departed: fc.constantFrom([], [], ['dana']),
    managers: fc.constant(['morgan']),
  }),
};

/** What Muster itself sends, and nobody else. */
const ITS_OWN: readonly CommandType[] = [
  'RecordRival',
  'RecordChannel',
  'RecordFailure',
  'RecordChannelNews',
  'RecordChannelSeen',
  'RecordChannelName',
  'RecordChannelDelay',
  'RecordCardGone',
  'RecordDeparture',
  'RecordGuest',
  'RecordMembers',
  'FireTimer',
];

const wait = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 * MINUTE }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 3 * HOUR, 2 * DAY) },
);

/** Some more of what takes two of them to get anywhere. */
const want = fc.oneof(
  ...Object.values(wants),
  wants.OfferHandOver,
  wants.AcceptHandOver,
  wants.AcceptHandOver,
);

const step: fc.Arbitrary<Step> = fc
  .record({ wait, by: person, fitting: fc.boolean(), want })
  .map((one) => ({ ...one, by: ITS_OWN.includes(one.want.type) ? null : one.by }));

/** Somebody comes into the channel while it is open to others, and leaves it: seldom drawn step by step. */
const PASSING: readonly Step[] = [
  { type: 'RecordChannelNews', channel: 'C7', news: 'exposed', person: 'gus' } as const,
  { type: 'RecordChannelSeen', channel: 'C7', lost: null, members: ['rita', 'olli'] } as const,
  { type: 'LeaveSwarm', channel: 'C7' } as const,
].map((want) => ({ wait: 0, by: want.type === 'LeaveSwarm' ? 'olli' : null, fitting: false, want }));

export const steps = fc
  .tuple(fc.array(step, { maxLength: 60, size: 'max' }), fc.boolean())
  .map(([all, passes]) => (passes ? [...all.slice(0, 20), ...PASSING, ...all.slice(20)] : all));

export function opening(isPrivate: boolean, at: Instant): Command {
  return { ...openingOf(isPrivate), at, by: actor('rita'), kinds: MEMBERS };
}

export function commandOf({ by, fitting, want }: Step, state: Escalation, now: Instant): Command {
  const sender = (fitting ? upTo(want, state) : null) ?? by;
  return {
    ...fromNow(want, state, now),
    at: now,
    by: sender === null ? MUSTER : actor(sender),
    kinds: MEMBERS,
  };
}

/** Whose turn it is, so that walks get beyond refusals. */
function upTo(want: CommandBody, { owner, offer, roleOffers, rep, bystanders }: Escalation): PersonId | null {
  switch (want.type) {
    case 'ClaimOwnership':
      return 'dana';
    case 'OfferHandOver':
    case 'ReleaseOwnership':
      return owner;
    case 'AcceptHandOver':
    case 'DeclineHandOver':
      return offer?.to ?? null;
    case 'LeaveSwarm':
      return bystanders?.people[0] ?? offer?.to ?? null;
    case 'AcceptRole':
    case 'DeclineRole':
      return roleOffers[0]?.asked ?? null;
    case 'AdmitBystanders':
      return owner ?? rep;
    case 'TakeOut':
      return 'morgan';
    case 'OpenNewChannel':
    case 'Resolve':
    case 'Withdraw':
    case 'Reopen':
      return rep;
    default:
      return null;
  }
}

function fromNow(want: CommandBody, state: Escalation, now: Instant): CommandBody {
  switch (want.type) {
    case 'LogCustomerUpdate':
    case 'Reopen':
      return { ...want, nextAt: now + want.nextAt };
    case 'RecordChannelDelay':
      return { ...want, opensAt: now + want.opensAt };
    case 'MoveCheckpoint':
      return { ...want, to: want.to === 0 ? (state.checkpoint?.dueAt ?? now) : now + want.to };
    case 'AcceptHandOver':
    case 'DeclineHandOver':
      return { ...want, offer: (state.offer?.seq ?? 1) + want.offer };
    case 'AcceptRole':
    case 'DeclineRole':
      return { ...want, offer: (state.roleOffers[0]?.seq ?? 1) + want.offer };
    case 'AdmitBystanders':
      return { ...want, found: (state.bystanders?.seq ?? 1) + want.found };
    default:
      return want;
  }
}

function openingOf(isPrivate: boolean): Extract<CommandBody, { type: 'OpenEscalation' }> {
  const { swarm: _swarm, rep: _rep, type: _type, ...facts } = opened;
  return { ...facts, type: 'OpenEscalation', isPrivate, promisedAt: DUE, people: ['gus'], rival: null };
}

function record<T extends CommandType, F extends object>(
  type: T,
  fields: { [K in keyof F]: fc.Arbitrary<F[K]> },
) {
  return fc.record(fields).map((values) => ({ ...values, type }));
}
