import type { Effect } from './effect.ts';
import { type Escalation, leadsOf, type PersonId } from './escalation.ts';
import type { Event } from './event.ts';

/**
 * What follows from an event, as data. `escalation` is the state after the event. People first, then what they read;
 * a person is only written to when something is wanted from them.
 */
export function react(escalation: Escalation, event: Event): Effect[] {
  switch (event.type) {
    case 'EscalationOpened':
      return [
        { type: 'CreateChannel', name: event.channelName, isPrivate: event.isPrivate },
        { type: 'ShowLine' },
      ];
    case 'SwarmChannelCreated':
      return [
        ...invite(event, everybody(escalation)),
        { type: 'ShowCard' },
        { type: 'PinCard' },
        { type: 'ShowTopic' },
        { type: 'ShowLine' },
        ...claimRequests(leadsOf(escalation)),
      ];
    case 'PeoplePulledIn':
      return [
        ...invite(
          event,
          event.people.map((one) => one.id),
        ),
        { type: 'ShowCard' },
        ...(escalation.owner === null ? claimRequests(event.teams.flatMap((team) => team.leads)) : []),
        say(event),
      ];
    case 'PersonJoined':
    case 'PersonReturned':
      return [...invite(event, [event.person]), { type: 'ShowCard' }];
    case 'PersonLeft':
      return [{ type: 'ShowCard' }];
    case 'OwnershipClaimed':
      return [...everywhere(), ...claimRequests(leadsOf(escalation)), say(event)];
    case 'ClaimOverdue':
      return [say(event), { type: 'Tell', person: escalation.monitor, seq: event.seq }];
    case 'HandOverOffered':
      return [{ type: 'ShowCard' }, { type: 'ShowOffer', seq: event.seq }];
    case 'HandOverAccepted':
      return [...everywhere(), { type: 'ShowOffer', seq: event.offer }, say(event)];
    case 'HandOverDeclined':
      return [{ type: 'ShowCard' }, { type: 'ShowOffer', seq: event.offer }, say(event)];
    case 'RoleGiven':
      return [{ type: 'ShowCard' }, say(event)];
    case 'CheckpointPromised':
      return everywhere();
    case 'CheckpointMoved':
      return [...everywhere(), ...asksOf(escalation, event.number), say(event)];
    case 'CheckpointAsked':
      return [
        { type: 'ShowCard' },
        { type: 'ShowCheckpoint', number: event.number, when: event.when, seq: event.seq },
      ];
    case 'CheckpointMissed':
      return [...everywhere(), { type: 'Tell', person: event.monitor, seq: event.seq }];
    case 'CustomerUpdated':
      return [...everywhere(), ...asksOf(escalation, event.met), say(event)];
    case 'NoteAdded':
    case 'ContextEdited':
      return [{ type: 'ShowCard' }, say(event)];
    case 'SeverityChanged':
      return [...everywhere(), say(event)];
    case 'EscalationResolved':
    case 'EscalationReopened':
      return [
        ...everywhere(),
        ...claimRequests(escalation.owner === null ? leadsOf(escalation) : []),
        say(event),
      ];
    case 'StepFailed':
      return event.step === 'channel'
        ? [{ type: 'Tell', person: escalation.rep, seq: event.seq }]
        : [say(event)];
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

function claimRequests(leads: readonly PersonId[]): Effect[] {
  return [...new Set(leads)].map((lead) => ({ type: 'ShowClaimRequest', lead }));
}

/** The messages that asked for this checkpoint, to show what became of it. */
function asksOf(escalation: Escalation, number: number): Effect[] {
  return escalation.asks.map(({ when, seq }) => ({ type: 'ShowCheckpoint', number, when, seq }));
}
