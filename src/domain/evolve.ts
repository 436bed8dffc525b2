import {
  type Channel,
  type Checkpoint,
  type DirectAsk,
  type Entry,
  type Escalation,
  failureOf,
  memberOf,
  type Offer,
  type PersonId,
  type PulledTeam,
  type SwarmMember,
} from './escalation.ts';
import type { Event, EventType, FailedStep } from './event.ts';
import type { Instant } from './time.ts';

/** The only way state changes. Events come in order of seq; the first one opens. */
export function evolve(escalation: Escalation | null, event: Event): Escalation {
  if (event.type === 'EscalationOpened') return opened(event);
  if (escalation === null) throw new Error(`${event.type} before EscalationOpened in ${event.escalation}`);
  return { ...escalation, ...change(escalation, event), seq: event.seq };
}

/** The escalation after these events; null when there are none. */
export function replay(events: readonly Event[], from: Escalation | null = null): Escalation | null {
  return events.reduce(evolve as (state: Escalation | null, event: Event) => Escalation | null, from);
}

/** Field by field: what is copied with `...` from an event takes fifty times as long to make. */
function opened(event: Event<'EscalationOpened'>): Escalation {
  const { at, rep } = event;
  return {
    id: event.escalation,
    workspace: event.workspace,
    number: event.number,
    seq: event.seq,
    status: 'open',
    isPrivate: event.isPrivate,
    openedAt: at,
    customer: event.customer,
    ticket: event.ticket,
    problem: event.problem,
    tried: entries(event.tried, rep, at),
    outcome: event.outcome,
    nextActions: [],
    trigger: event.trigger,
    severity: event.severity,
    rep,
    owner: null,
    claimedAt: null,
    claimableSince: at,
    communicator: rep,
    monitor: event.monitor,
    offer: null,
    teams: event.teams,
    swarm: event.swarm,
    channelName: event.channelName,
    channel: null,
    channels: 0,
    directAsks: [],
    unpinned: 0,
    departed: [],
    failures: [],
    checkpoint: null,
    checkpoints: 0,
    asks: [],
    lastUpdate: null,
    claimOverdue: false,
    resolution: null,
  };
}

function change(
  escalation: Escalation,
  event: Event<Exclude<EventType, 'EscalationOpened'>>,
): Partial<Escalation> {
  const by = event.by ?? escalation.rep;
  switch (event.type) {
    case 'SwarmChannelCreated':
      return {
        channel: { id: event.channel, name: event.name, lost: null, isReplaced: false },
        channels: escalation.channels + 1,
        unpinned: 0,
      };
    case 'SwarmChannelLost':
      return {
        ...channelWith(escalation, { lost: event.why }),
        directAsks: [...escalation.directAsks, ...unanswered(escalation)],
      };
    case 'SwarmChannelRestored':
      return channelWith(escalation, { lost: null });
    case 'SwarmChannelRenamed':
      return channelWith(escalation, { id: event.channel, name: event.name });
    case 'NewChannelWanted':
      return channelWith(escalation, { isReplaced: true });
    case 'CardDeleted':
      return { unpinned: 0 };
    case 'CardUnpinned':
      return { unpinned: escalation.unpinned + 1 };
    case 'PeoplePulledIn':
      return {
        swarm: joined(escalation.swarm, event.people),
        departed: escalation.departed.filter((one) => !event.people.some(({ id }) => id === one)),
        teams: [...escalation.teams, ...event.teams.filter((team) => !has(escalation.teams, team))],
      };
    case 'PersonJoined':
      return {
        swarm: joined(escalation.swarm, [memberOf(escalation.teams, event.person)]),
        departed: escalation.departed.filter((one) => one !== event.person),
      };
    case 'PersonLeft':
      return { swarm: escalation.swarm.filter((one) => one.id !== event.person) };
    case 'PersonDeparted':
      return {
        swarm: escalation.swarm.filter((one) => one.id !== event.person),
        departed: [...escalation.departed, event.person],
      };
    case 'OwnershipPassed':
      return {
        owner: event.to,
        claimedAt: event.at,
        offer: event.offer === null ? escalation.offer : null,
      };
    case 'OwnershipClaimed':
      return { owner: event.owner, claimedAt: event.at };
    case 'ClaimOverdue':
      return { claimOverdue: true };
    case 'HandOverOffered':
      return {
        offer: offered(escalation, event, by),
        directAsks: asked(escalation, { seq: event.seq, to: event.to }),
      };
    case 'HandOverAccepted':
      return { owner: event.to, claimedAt: event.at, offer: null };
    case 'HandOverDeclined':
      return { offer: null };
    case 'RoleGiven':
      return { [event.role]: event.to, directAsks: askedAnew(escalation, event) };
    case 'CheckpointPromised':
      return {
        checkpoint: promised(event.number, event.dueAt, event.at),
        checkpoints: event.number,
        asks: [],
      };
    case 'CheckpointMoved':
      return { checkpoint: promised(event.number, event.to, event.at) };
    case 'CheckpointAsked':
      return {
        checkpoint: escalation.checkpoint && { ...escalation.checkpoint, asked: event.when },
        asks: [...escalation.asks, { when: event.when, seq: event.seq }],
        directAsks: asked(escalation, { seq: event.seq, to: event.communicator }),
      };
    case 'CheckpointMissed':
      return { checkpoint: escalation.checkpoint && { ...escalation.checkpoint, missed: true } };
    case 'CustomerUpdated':
      return { checkpoint: null, lastUpdate: { text: event.text, over: event.over, by, at: event.at } };
    case 'NoteAdded':
      return noted(escalation, event, by);
    case 'ContextEdited':
      return edited(escalation, event, by);
    case 'SeverityChanged':
      return { severity: event.to };
    case 'EscalationResolved': {
      const { fix, cause, finalWord, at } = event;
      return {
        status: 'resolved',
        checkpoint: null,
        resolution: { fix, cause, finalWord, by, at },
      };
    }
    case 'EscalationReopened':
      return { status: 'open', resolution: null, claimableSince: event.at, claimOverdue: false };
    case 'StepFailed':
      return failed(escalation, event);
    case 'SwarmChannelMended':
    case 'SwarmChannelShared':
    case 'PersonReturned':
      return {};
  }
}

function failed(escalation: Escalation, { step, people, reason }: Event<'StepFailed'>): Partial<Escalation> {
  // Without its channel nothing was opened: the ticket is free again and no promise is open.
  if (step === 'channel' && escalation.channel === null) return { status: 'resolved', checkpoint: null };
  if (step === 'new-channel') return channelWith(escalation, { isReplaced: false });
  if (people.length > 0 || !RECURRING.includes(step)) return {};
  return { failures: [...escalation.failures, failureOf(step, reason)] };
}

/** Steps that come again with every change. */
const RECURRING: readonly FailedStep[] = ['card', 'topic', 'line'];

function channelWith({ channel }: Escalation, change: Partial<Channel>): Partial<Escalation> {
  return { channel: channel && { ...channel, ...change } };
}

/** What was asked in a channel that is lost now and has no answer yet. */
function unanswered({ asks, checkpoint, communicator, offer }: Escalation): DirectAsk[] {
  const ask = checkpoint === null || checkpoint.asked === 'no' ? undefined : asks.at(-1);
  return [
    ...(ask ? [{ seq: ask.seq, to: communicator }] : []),
    ...(offer ? [{ seq: offer.seq, to: offer.to }] : []),
  ];
}

function asked({ channel, directAsks }: Escalation, ask: DirectAsk): readonly DirectAsk[] {
  return channel === null || channel.lost === null ? directAsks : [...directAsks, ask];
}

/** An open question for the customer update goes to its new communicator as well. */
function askedAnew(escalation: Escalation, { role, to }: Event<'RoleGiven'>): readonly DirectAsk[] {
  const ask = escalation.checkpoint?.asked === 'no' ? undefined : escalation.asks.at(-1);
  return role === 'communicator' && ask ? asked(escalation, { seq: ask.seq, to }) : escalation.directAsks;
}

function offered(
  { offer }: Escalation,
  { to, note, at, seq }: Event<'HandOverOffered'>,
  by: PersonId,
): Offer {
  return { to, by, note, at, seq, replaces: offer?.seq ?? null };
}

function promised(number: number, dueAt: Instant, setAt: Instant): Checkpoint {
  return { number, dueAt, setAt, asked: 'no', missed: false };
}

function noted(escalation: Escalation, event: Event<'NoteAdded'>, by: PersonId): Partial<Escalation> {
  const added = entries(event.text, by, event.at);
  switch (event.kind) {
    case 'tried':
      return { tried: [...escalation.tried, ...added] };
    case 'next':
      return { nextActions: [...escalation.nextActions, ...added] };
    case 'note':
      return {};
  }
}

function edited(escalation: Escalation, event: Event<'ContextEdited'>, by: PersonId): Partial<Escalation> {
  const { tried, nextActions, ...texts } = event.changes;
  return {
    ...texts,
    ...(tried === undefined ? {} : { tried: kept(escalation.tried, entries(tried, by, event.at)) }),
    ...(nextActions === undefined
      ? {}
      : { nextActions: kept(escalation.nextActions, entries(nextActions, by, event.at)) }),
  };
}

/** A line that was there before keeps who wrote it and when. */
function kept(before: readonly Entry[], after: readonly Entry[]): Entry[] {
  return after.map((entry) => before.find((one) => one.text === entry.text) ?? entry);
}

function entries(text: string, by: PersonId, at: Instant): Entry[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => ({ text: line, by, at }));
}

function joined(swarm: readonly SwarmMember[], people: readonly SwarmMember[]): SwarmMember[] {
  return [...swarm, ...people.filter((person) => !swarm.some((one) => one.id === person.id))];
}

function has(teams: readonly PulledTeam[], team: PulledTeam): boolean {
  return teams.some((one) => one.key === team.key);
}
