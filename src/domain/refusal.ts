import type { PersonId } from './escalation.ts';
import { type Duration, SECOND, say } from './time.ts';

/** The live escalation that has a ticket already. */
export type Rival = {
  readonly id: string;
  readonly number: number;
  /** null while there is none, and always for a private one. */
  readonly channel: string | null;
  readonly isPrivate: boolean;
};

/** Why a command changes nothing. Each is explained by a sentence or two that say what to do next. */
export type Refusal =
  | ({ readonly code: 'TicketAlreadySwarmed' } & Rival)
  | { readonly code: 'UnknownEscalation' }
  | { readonly code: 'AlreadyOpened' }
  | { readonly code: 'AlreadyResolved' }
  | { readonly code: 'NotResolved' }
  | { readonly code: 'NotInSwarm' }
  | { readonly code: 'NotALead'; readonly leads: readonly PersonId[] }
  | { readonly code: 'AlreadyOwned'; readonly owner: PersonId; readonly ago: Duration | null }
  | { readonly code: 'AlreadyYours' }
  | { readonly code: 'NotTheOwner'; readonly owner: PersonId | null }
  | { readonly code: 'OfferToSelf' }
  | { readonly code: 'OfferNotForYou'; readonly to: PersonId }
  | { readonly code: 'OfferGone' }
  | { readonly code: 'AlreadyIn' }
  | { readonly code: 'NobodyNew' }
  | { readonly code: 'PrivateSwarm' }
  | { readonly code: 'ChannelThere' }
  | { readonly code: 'ChannelComing' }
  | { readonly code: 'RoleAlreadyTheirs'; readonly person: PersonId }
  | { readonly code: 'NotInFuture' }
  | { readonly code: 'TooFarAhead' }
  | { readonly code: 'SameTime' }
  | { readonly code: 'SameSeverity' }
  | { readonly code: 'NothingChanged' }
  | { readonly code: 'MayNotResolve'; readonly owner: PersonId | null; readonly rep: PersonId }
  | { readonly code: 'Empty'; readonly field: string };

export type RefusalCode = Refusal['code'];

/**
 * The refusal in a sentence or two for the person who asked.
 * @param name how a person is written where the sentence will stand: a mention in a message, a plain name in a modal.
 */
export function explain(refusal: Refusal, name: (person: PersonId) => string): string {
  switch (refusal.code) {
    case 'TicketAlreadySwarmed':
      return refusal.isPrivate
        ? `A private swarm (ESC-${refusal.number}) is already open for this ticket. Ask a manager to add you to it.`
        : `ESC-${refusal.number} is already open for this ticket. Join it instead, so that everything stays in one place.`;
    case 'UnknownEscalation':
      return 'There is no escalation here. Use this in a swarm channel, or start one with /escalate.';
    case 'AlreadyOpened':
      return 'This escalation is open already. Refresh the channel to see it.';
    case 'AlreadyResolved':
      return 'This escalation is resolved. Reopen it first if there is more to do.';
    case 'NotResolved':
      return 'This escalation is open already. Carry on in its channel.';
    case 'NotInSwarm':
      return 'Only people in the swarm can do this. Join the swarm first.';
    case 'NotALead':
      return refusal.leads.length > 0
        ? `Only team leads can claim ownership. Ask ${list(refusal.leads.map(name))} to claim it.`
        : 'Only team leads can claim ownership. Add a team, so that one of its leads can claim it.';
    case 'AlreadyOwned':
      return `${name(refusal.owner)} claimed this${ago(refusal.ago)}. Join the swarm to help, or ask ${name(refusal.owner)} to hand over to you.`;
    case 'AlreadyYours':
      return 'You own this escalation already. Use Hand over when somebody else should take it.';
    case 'NotTheOwner':
      return refusal.owner === null
        ? 'Nobody owns this escalation yet. Ask a lead to claim it first.'
        : `Only ${name(refusal.owner)}, the owner, can hand this over. Ask them, or a manager, to do it.`;
    case 'OfferToSelf':
      return 'That person owns it already. Pick somebody else to hand it over to.';
    case 'OfferNotForYou':
      return `This hand-over was offered to ${name(refusal.to)}. Ask them to answer it.`;
    case 'OfferGone':
      return 'This hand-over is no longer open. Look at the card to see who owns the escalation now.';
    case 'AlreadyIn':
      return 'You are in this swarm already. Open its channel to take part.';
    case 'NobodyNew':
      return 'Everybody you picked is in the swarm already. Pick somebody else, or close this.';
    case 'PrivateSwarm':
      return 'This swarm is private. Ask somebody in it to add you.';
    case 'ChannelThere':
      return 'The swarm has its channel, and Muster is in it. Carry on there.';
    case 'ChannelComing':
      return 'A channel is being opened already. Carry on there in a moment.';
    case 'RoleAlreadyTheirs':
      return `${name(refusal.person)} has this role already. Pick somebody else, or close this.`;
    case 'NotInFuture':
      return 'This time has passed. Pick a time still to come.';
    case 'TooFarAhead':
      return 'That is more than 90 days away. Pick an earlier time.';
    case 'SameTime':
      return 'The next update is promised for this very time already. Pick another time, or close this.';
    case 'SameSeverity':
      return 'It has this severity already. Pick another one, or close this.';
    case 'NothingChanged':
      return 'Nothing is different yet. Change something, or close this.';
    case 'MayNotResolve':
      return `Only the owner, the rep, the communicator or the monitor can resolve this. Ask ${name(refusal.owner ?? refusal.rep)}.`;
    case 'Empty':
      return `Please fill in ${refusal.field}, so that everybody can follow.`;
  }
}

/** Everybody that `explain` may name. */
export function peopleNamed(refusal: Refusal): PersonId[] {
  switch (refusal.code) {
    case 'NotALead':
      return [...refusal.leads];
    case 'AlreadyOwned':
      return [refusal.owner];
    case 'NotTheOwner':
      return refusal.owner === null ? [] : [refusal.owner];
    case 'OfferNotForYou':
      return [refusal.to];
    case 'RoleAlreadyTheirs':
      return [refusal.person];
    case 'MayNotResolve':
      return [refusal.owner ?? refusal.rep];
    default:
      return [];
  }
}

function ago(duration: Duration | null): string {
  if (duration === null) return '';
  return duration < SECOND ? ' just now' : ` ${say(duration)} ago`;
}

function list(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
