import { type Effect, effectLane, effectNeeds } from './effect.ts';
import { type Escalation, leadsOf, maySee, type PersonId } from './escalation.ts';
import type { Event } from './event.ts';

/**
 * What follows from an event, as data. `escalation` is the state after the event. People first, then what they read;
 * a person is only written to when something is wanted from them.
 */
export function react(escalation: Escalation, event: Event): Effect[] {
  const effects = consequences(escalation, event);
  return escalation.channel === null ? effects.filter(outlastsNoChannel) : effects;
}

/** Without a channel only its lines are kept for later: all else is shown, and everybody invited, once it is there. */
function outlastsNoChannel(effect: Effect): boolean {
  return effectNeeds(effect) === 'nothing' || effectLane(effect) === 'lines';
}

function consequences(escalation: Escalation, event: Event): Effect[] {
  switch (event.type) {
    case 'EscalationOpened':
      return [{ type: 'CreateChannel', name: event.channelName, isPrivate: event.isPrivate }];
    case 'SwarmChannelCreated':
      return [
        ...invite(event, everybody(escalation)),
        { type: 'ShowCard' },
        { type: 'PinCard' },
        { type: 'ShowTopic' },
        { type: 'ShowLine' },
        ...askToClaim(escalation, leadsOf(escalation)),
      ];
    case 'PeoplePulledIn':
      return [
        ...invite(
          event,
          event.people.map((one) => one.id),
        ),
        { type: 'ShowCard' },
        ...askToClaim(
          escalation,
          event.teams.flatMap((team) => team.leads),
        ),
        say(event),
      ];
    case 'PersonJoined':
      return [...invite(event, [event.person]), { type: 'ShowCard' }];
    case 'PersonReturned':
      return [...invite(event, [event.person]), { type: 'ShowCard' }, say(event)];
    case 'PersonLeft':
      return [{ type: 'ShowCard' }];
    case 'OwnershipClaimed':
      return [...everywhere(), ...claimRequests(escalation, leadsOf(escalation)), say(event)];
    case 'ClaimOverdue':
      return [say(event), { type: 'Tell', person: escalation.monitor, seq: event.seq }];
    case 'HandOverOffered':
      return [{ type: 'ShowCard' }, ...offers(escalation.offer?.replaces), ...offers(event.seq)];
    case 'HandOverAccepted':
      return [...everywhere(), { type: 'ShowOffer', seq: event.offer }, say(event)];
    case 'HandOverDeclined':
      return [{ type: 'ShowCard' }, { type: 'ShowOffer', seq: event.offer }, say(event)];
    case 'RoleGiven':
      return [{ type: 'ShowCard' }, ...asksAgain(escalation, event), say(event)];
    case 'CheckpointPromised':
      return everywhere();
    case 'CheckpointMoved':
      return [...everywhere(), ...asksOf(escalation, event.number), say(event)];
    case 'CheckpointAsked':
      return [{ type: 'ShowCard' }, ...asksOf(escalation, event.number)];
    case 'CheckpointMissed':
      return [...everywhere(), { type: 'Tell', person: event.monitor, seq: event.seq }];
    case 'CustomerUpdated':
      return [...everywhere(), ...asksOf(escalation, event.met), say(event)];
    case 'NoteAdded':
      return [{ type: 'ShowCard' }, say(event)];
    case 'ContextEdited':
      return [{ type: 'ShowCard' }, { type: 'ShowLine' }, say(event)];
    case 'SeverityChanged':
      return [...everywhere(), say(event)];
    case 'EscalationResolved':
      return [...requests(escalation), say(event)];
    case 'EscalationReopened':
      return [...invite(event, everybody(escalation)), ...requests(escalation), say(event)];
    case 'StepFailed':
      return failed(escalation, event);
  }
}

function everywhere(): Effect[] {
  return [{ type: 'ShowCard' }, { type: 'ShowTopic' }, { type: 'ShowLine' }];
}

function say(event: Event): Effect {
  return { type: 'Say', seq: event.seq };
}

function everybody(escalation: Escalation): PersonId[] {
  return escalation.swarm.map((one) => one.id);
}

function invite(event: Event, people: readonly PersonId[]): Effect[] {
  return people.length === 0 ? [] : [{ type: 'Invite', people, seq: event.seq }];
}

/** All that asks somebody for something, and so changes when everything falls silent or comes back. */
function requests(escalation: Escalation): Effect[] {
  return [...everywhere(), ...askToClaim(escalation, leadsOf(escalation)), ...offers(escalation.offer?.seq)];
}

function askToClaim(escalation: Escalation, leads: readonly PersonId[]): Effect[] {
  return escalation.owner === null ? claimRequests(escalation, leads) : [];
}

/** Whoever has left a private swarm is written to no more. */
function claimRequests(escalation: Escalation, leads: readonly PersonId[]): Effect[] {
  const seeing = [...new Set(leads)].filter((lead) => maySee(escalation, lead));
  return seeing.map((lead) => ({ type: 'ShowClaimRequest', lead }));
}

function offers(seq: number | null | undefined): Effect[] {
  return seq === null || seq === undefined ? [] : [{ type: 'ShowOffer', seq }];
}

/** A line that could not be posted is not followed by a line about it, which would fail the same way. */
function failed(escalation: Escalation, event: Event<'StepFailed'>): Effect[] {
  if (event.step === 'channel') return [{ type: 'Tell', person: escalation.rep, seq: event.seq }];
  return event.step === 'message' && event.people.length === 0 ? [] : [say(event)];
}

/** An open question for the customer update names its new communicator. */
function asksAgain({ asks, checkpoint }: Escalation, { role }: Event<'RoleGiven'>): Effect[] {
  const latest = role === 'communicator' && checkpoint !== null ? asks.at(-1) : undefined;
  return checkpoint === null || latest === undefined
    ? []
    : [{ type: 'ShowCheckpoint', number: checkpoint.number, ...latest }];
}

/** The messages that ask, or asked, for this checkpoint: the latest asks, the others show what became of it. */
function asksOf(escalation: Escalation, number: number): Effect[] {
  return escalation.asks.map(({ when, seq }) => ({ type: 'ShowCheckpoint', number, when, seq }));
}
