import { type Loss, reference } from '../../domain/escalation.ts';
import type { ContextChanges, Event, FailedStep } from '../../domain/event.ts';
import { channelLink, cutLine, date, listWithin, type Names, plain, quoted, type Write } from './text.ts';
import { OVER, severityMark, ticketLink, WARNING } from './words.ts';

/** Room for one text from a person in a sentence, and for one that is the sentence. */
const SHORT = 450;
const LONG = 2000;
/** Room for the people, or the teams, named in one sentence. */
const NAMED = 800;

/** The event in one sentence of mrkdwn, at most 3000 characters without its time; nobody is notified by it. */
export function entryText(event: Event, names: Names): string {
  return sentence(event, plain(names));
}

/** As `entryText`, with people written by `write`. */
export function sentence(event: Event, write: Write): string {
  const by = event.by === null ? 'Muster' : write(event.by);
  switch (event.type) {
    case 'EscalationOpened':
      return `${by} opened ${reference(event)} for ${cutLine(event.customer, SHORT)}, ticket ${ticketLink(event.ticket)} (${severityMark(event.severity)}, ${cutLine(event.trigger.name, 200)}): ${quoted(event.problem, 800)}`;
    case 'SwarmChannelCreated':
      return `The swarm channel ${channelLink(event.channel)} was created.`;
    case 'SwarmChannelLost':
      return LOST[event.why](event.person === null ? 'Somebody' : write(event.person));
    case 'SwarmChannelMended':
      return MENDED[event.from](event.person === null ? 'Somebody' : write(event.person));
    case 'SwarmChannelRestored':
      return 'Muster is back in the swarm channel.';
    case 'SwarmChannelRenamed':
      return `The swarm channel is called #${cutLine(event.name, 100)} now.`;
    case 'SwarmChannelShared':
      return 'This channel is shared with another organisation now. What is written here is read there, too.';
    case 'NewChannelWanted':
      return `${by} asked for a new swarm channel.`;
    case 'CardDeleted':
      return 'The card was deleted, so Muster posted it again.';
    case 'CardUnpinned':
      return `${event.person === null ? 'Somebody' : write(event.person)} took the pin off the card.`;
    case 'PersonDeparted':
      return `${write(event.person)} has left this workspace.`;
    case 'OwnershipPassed':
      return `${write(event.from)} has left this workspace, so ${write(event.to)} is the owner now.`;
    case 'PeoplePulledIn':
      return pulledIn(event, by, write);
    case 'PersonJoined':
      return `${write(event.person)} joined the swarm.`;
    case 'PersonLeft':
      return `${write(event.person)} left the swarm.`;
    case 'PersonReturned':
      return `${write(event.person)} left the channel but is needed here, so Muster brought them back.`;
    case 'OwnershipClaimed':
      return `${write(event.owner)} claimed ownership.`;
    case 'ClaimOverdue':
      return `${WARNING} Nobody claimed ownership in time.`;
    case 'HandOverOffered':
      return `${by} offered ownership to ${write(event.to)}. What is next: ${quoted(event.note, LONG)}`;
    case 'HandOverAccepted':
      return `${write(event.to)} accepted the hand-over from ${write(event.from)} and is the owner now.`;
    case 'HandOverDeclined':
      return `${write(event.to)} declined the hand-over, so ${write(event.from)} stays the owner.`;
    case 'RoleGiven':
      if (event.by === null) {
        return `${write(event.from)} has left this workspace, so ${write(event.to)} is the ${event.role} now.`;
      }
      return `${by} made ${write(event.to)} the ${event.role}, in place of ${write(event.from)}.`;
    case 'CheckpointPromised':
      return `Next customer update promised ${date(event.dueAt, 'full', 'for')}.`;
    case 'CheckpointMoved':
      return `${by} moved the next customer update ${date(event.from, 'full', 'from')} ${date(event.to, 'full', 'to')}: ${quoted(event.reason, LONG)}`;
    case 'CheckpointAsked':
      return `Muster asked ${write(event.communicator)} for the customer update, ${event.when === 'ahead' ? 'ahead of its time' : 'now that it is due'}.`;
    case 'CheckpointMissed':
      return `${WARNING} The customer update promised ${date(event.dueAt, 'full', 'for')} was missed. Communicator: ${write(event.communicator)}.`;
    case 'CustomerUpdated':
      return `${by} told the customer ${OVER[event.over]}: ${quoted(event.text, LONG)}`;
    case 'NoteAdded':
      return `${by} ${NOTED[event.kind]}: ${quoted(event.text, LONG)}`;
    case 'ContextEdited':
      return `${by} edited the context. ${edits(event.changes)}`;
    case 'SeverityChanged':
      return `${by} changed the severity from ${severityMark(event.from)} to ${severityMark(event.to)}: ${quoted(event.reason, LONG)}`;
    case 'EscalationResolved':
      return `${by} resolved this. What fixed it: ${quoted(event.fix, 1200)} Cause: ${quoted(event.cause, 1200)}`;
    case 'EscalationReopened':
      return `${by} reopened this: ${quoted(event.reason, LONG)}`;
    case 'StepFailed':
      return failed(event, write);
  }
}

const LOST: Readonly<Record<Loss, (who: string) => string>> = {
  archived: (who) => `${who} archived the swarm channel.`,
  deleted: (who) => `${who} deleted the swarm channel.`,
  removed: (who) => `${who} removed Muster from the swarm channel.`,
  exposed: (who) => `${who} opened the channel of this private swarm to others.`,
};

const MENDED: Readonly<Record<Loss, (who: string) => string>> = {
  archived: (who) => `${who} un-archived the swarm channel.`,
  deleted: (who) => `${who} brought the swarm channel back.`,
  removed: (who) => `${who} invited Muster back into the swarm channel.`,
  exposed: (who) => `${who} closed the swarm channel to others again.`,
};

const NOTED = { tried: 'tried', next: 'said what is next', note: 'noted' } as const;

const EDITED: Readonly<Record<keyof ContextChanges, string>> = {
  customer: 'Customer',
  problem: 'What is happening',
  tried: 'Tried so far',
  outcome: 'Wanted outcome',
  nextActions: 'Next actions',
};

function edits(changes: ContextChanges): string {
  const fields = Object.keys(EDITED) as (keyof ContextChanges)[];
  const told = fields.flatMap((field) => {
    const text = changes[field];
    if (text === undefined) return [];
    return [`${EDITED[field]}: ${text === '' ? 'emptied' : quoted(text.replaceAll('\n', ' · '), SHORT)}`];
  });
  return told.join(' ');
}

function pulledIn(event: Event<'PeoplePulledIn'>, by: string, write: Write): string {
  const [first, ...others] = event.people;
  if (first !== undefined && others.length === 0 && first.id === event.by) return `${by} joined the swarm.`;
  const people = listWithin(
    event.people.map((one) => write(one.id)),
    NAMED,
  );
  const teams = listWithin(
    event.teams.map((team) => cutLine(team.name, 200)),
    NAMED,
  );
  if (teams === '') return `${by} pulled in ${people}.`;
  return `${by} pulled in ${teams}${people === '' ? '' : `: ${people}`}.`;
}

function failed({ step, people, reason }: Event<'StepFailed'>, write: Write): string {
  const who = listWithin(people.map(write), NAMED);
  return `${WARNING} ${failure(step, who)} (${cutLine(reason, SHORT)}). ${WHAT_TO_DO[step]}`;
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
  card: 'The card could not be shown',
  pin: 'The card could not be pinned',
  topic: 'The channel topic could not be set',
  line: 'The escalations channel could not be told',
  message: 'A message could not be posted',
};

const WHAT_TO_DO: Readonly<Record<FailedStep, string>> = {
  channel:
    'Nothing was opened and nobody was pulled in. Please reach the team directly for now, ask a workspace admin to let Muster create channels, and then type /escalate again.',
  'new-channel': 'Ask a workspace admin to let Muster create channels, and then open a new one again.',
  invite: 'Invite them by hand, or add somebody else with Add people.',
  card: 'Use /swarm status to see where things stand.',
  pin: 'Pin it by hand, so that everybody finds it.',
  topic: 'The card has all of it; set the topic by hand if it helps.',
  line: 'Check that Muster may post there, and tell that channel by hand.',
  message: 'Tell them what is wanted from them; /swarm timeline has it all.',
};
