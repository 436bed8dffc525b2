import { asksAgain, asksOf, everybody, everywhere, invite, offers, say, tell } from './consequence.ts';
import { type Effect, effectLane, effectNeeds } from './effect.ts';
import { contactOf, type Escalation, leadsOf, maySee, type PersonId } from './escalation.ts';
import type { Event } from './event.ts';
import { afresh, channelLost, pinOnceMore, REACH, withoutChannel } from './reach.ts';

/**
 * What follows from an event, as data. `escalation` is the state after the event. People first, then what they read;
 * a person is only written to when something is wanted from them.
 */
export function react(escalation: Escalation, event: Event): Effect[] {
  const effects = consequences(escalation, event);
  const { channel } = escalation;
  if (channel === null) return effects.filter(outlastsNoChannel);
  return channel.lost === null ? effects : withoutChannel(escalation, channel, event, effects);
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
      return escalation.channels > 1
        ? afresh(escalation, event)
        : [
            ...invite(event, everybody(escalation)),
            { type: 'ShowCard' },
            { type: 'PinCard' },
            { type: 'ShowTopic' },
            { type: 'ShowLine' },
            ...askToClaim(escalation, leadsOf(escalation)),
          ];
    case 'SwarmChannelLost':
      return channelLost(escalation, event);
    case 'SwarmChannelMended':
      return [REACH];
    case 'SwarmChannelRestored':
      return afresh(escalation, event);
    case 'SwarmChannelRenamed':
      return [{ type: 'ShowLine' }];
    case 'SwarmChannelShared':
      return [say(event)];
    case 'NewChannelWanted':
      return [{ type: 'CreateChannel', name: escalation.channelName, isPrivate: escalation.isPrivate }];
    case 'CardDeleted':
      return [{ type: 'ShowCard' }, { type: 'PinCard' }];
    case 'CardUnpinned':
      return pinOnceMore(escalation);
    case 'PeoplePulledIn':
      return [
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
        say(event),
      ];
    case 'PersonJoined':
      return [...(event.inChannel ? [] : invite(event, [event.person])), { type: 'ShowCard' }];
    case 'PersonReturned':
      return [...invite(event, [event.person]), { type: 'ShowCard' }, say(event)];
    case 'PersonLeft':
    case 'PersonDeparted':
      return [{ type: 'ShowCard' }];
    case 'OwnershipPassed':
      return [...everywhere(), ...offers(escalation, event.offer), say(event)];
    case 'OwnershipClaimed':
      return [...everywhere(), ...claimRequests(escalation, leadsOf(escalation)), say(event)];
    case 'ClaimOverdue':
      return [say(event), { type: 'Tell', person: escalation.monitor, seq: event.seq }];
    case 'HandOverOffered':
      return [
        { type: 'ShowCard' },
        ...offers(escalation, escalation.offer?.replaces),
        ...offers(escalation, event.seq),
      ];
    case 'HandOverAccepted':
      return [...everywhere(), ...offers(escalation, event.offer), say(event)];
    case 'HandOverDeclined':
      return [{ type: 'ShowCard' }, ...offers(escalation, event.offer), say(event)];
    case 'RoleGiven':
      return [{ type: 'ShowCard' }, ...asksAgain(escalation, event), say(event), ...newMonitor(event)];
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

/** All that asks somebody for something, and so changes when everything falls silent or comes back. */
function requests(escalation: Escalation): Effect[] {
  return [
    ...everywhere(),
    ...askToClaim(escalation, leadsOf(escalation)),
    ...offers(escalation, escalation.offer?.seq),
  ];
}

function askToClaim(escalation: Escalation, leads: readonly PersonId[]): Effect[] {
  return escalation.owner === null ? claimRequests(escalation, leads) : [];
}

/** Whoever has left a private swarm is written to no more. */
function claimRequests(escalation: Escalation, leads: readonly PersonId[]): Effect[] {
  const seeing = [...new Set(leads)].filter((lead) => maySee(escalation, lead));
  return seeing.map((lead) => ({ type: 'ShowClaimRequest', lead }));
}

/** A monitor need not be in the swarm, so whom Muster made one in somebody's place learns it directly. */
function newMonitor(event: Event<'RoleGiven'>): Effect[] {
  return event.role === 'monitor' && event.by === null ? tell(event, [event.to]) : [];
}

/** A line that could not be posted is not followed by a line about it, which would fail the same way. */
function failed(escalation: Escalation, event: Event<'StepFailed'>): Effect[] {
  if (event.step === 'channel' || event.step === 'new-channel') return tell(event, [contactOf(escalation)]);
  return event.step === 'message' && event.people.length === 0 ? [] : [say(event)];
}
