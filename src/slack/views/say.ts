import type { Button } from '@slack/types';
import { type Escalation, leadsOf, type PersonId } from '../../domain/escalation.ts';
import type { Event } from '../../domain/event.ts';
import { ACTIONS, target } from '../ids.ts';
import { button, line, type Message } from './blocks.ts';
import { sentence } from './entry.ts';
import { date, listWithin, mention, mentioning, type Names } from './text.ts';

/** What is wanted after an event, in words that follow its sentence, and from whom: they alone are mentioned. */
type Ask = {
  readonly text: string;
  readonly from: readonly PersonId[];
  readonly buttons?: readonly Button[];
};

/**
 * One line in the swarm channel about an event. `escalation` is how it stands by now, so nothing is asked for that is
 * done already.
 */
export function say(escalation: Escalation, event: Event, names: Names): Message {
  const ask = escalation.status === 'open' ? askAfter(escalation, event) : null;
  if (ask === null) return line(sentence(event, mentioning([], names)));
  const told = sentence(event, mentioning(ask.from, names));
  // After somebody's own words, what follows stands apart from them.
  const gap = told.endsWith('”') ? '\n' : ' ';
  return line(`${told}${gap}${ask.text}`.trimEnd(), ask.buttons);
}

/** What is wanted by now after an event; null when nothing is. */
export function askAfter(escalation: Escalation, event: Event): Ask | null {
  switch (event.type) {
    case 'ClaimOverdue':
      return claim(escalation);
    case 'HandOverDeclined':
      return offerAgain(escalation, event);
    case 'RoleGiven':
      return role(escalation, event);
    case 'OwnershipPassed':
      return owned(escalation, event);
    case 'SwarmChannelCreated':
      return { text: `The swarm goes on here. ${MEANWHILE}`, from: [] };
    case 'SwarmChannelRestored':
      return { text: MEANWHILE, from: [] };
    case 'CustomerUpdated':
      return next(escalation, event.met + 1);
    case 'PersonReturned':
      return { text: wayOut(escalation, event.person), from: [] };
    case 'EscalationReopened':
      return next(escalation, escalation.checkpoints);
    default:
      return null;
  }
}

function claim(escalation: Escalation): Ask | null {
  if (escalation.owner !== null) return null;
  const leads = leadsOf(escalation);
  const buttons = [button('Claim ownership', ACTIONS.claim, target(escalation.id), 'primary')];
  if (leads.length === 0) {
    return { text: 'Add a team, so that one of its leads can claim it.', from: [], buttons };
  }
  return { text: `${listWithin(leads.map(mention), 2000)}, please claim it.`, from: leads, buttons };
}

function offerAgain(escalation: Escalation, event: Event<'HandOverDeclined'>): Ask | null {
  if (escalation.owner !== event.from || escalation.offer !== null) return null;
  return {
    text: 'You can offer it to somebody else.',
    from: [event.from],
    buttons: [button('Hand over', ACTIONS.handOver, target(escalation.id))],
  };
}

const MEANWHILE = 'The card is up to date, and /swarm timeline tells what happened meanwhile.';

function owned(escalation: Escalation, { to }: Event<'OwnershipPassed'>): Ask | null {
  if (escalation.owner !== to) return null;
  return {
    text: 'Please see it through, or hand it over.',
    from: [to],
    buttons: [button('Hand over', ACTIONS.handOver, target(escalation.id))],
  };
}

function role(escalation: Escalation, event: Event<'RoleGiven'>): Ask | null {
  if (escalation[event.role] !== event.to || event.by === event.to) return null;
  if (event.role === 'monitor') {
    // Whom Muster made it learns it directly.
    const from = event.by === null ? [] : [event.to];
    return { text: 'You are told when a promise to the customer is missed.', from };
  }
  const { checkpoint } = escalation;
  const due = checkpoint === null ? '' : `, ${date(checkpoint.dueAt, 'full', 'due')}`;
  return { text: `The next customer update is yours to give${due}.`, from: [event.to] };
}

/** How somebody who is needed here may leave all the same. */
function wayOut({ rep, owner }: Escalation, person: PersonId): string {
  if (person === rep) return 'Whoever raised it stays to the end.';
  return person === owner
    ? 'Hand over ownership first, then leave.'
    : 'With Change roles, make somebody else the communicator first, then leave.';
}

/** Says when the customer hears from us next; asks nobody for anything yet. */
function next({ checkpoint }: Escalation, number: number): Ask | null {
  if (checkpoint === null || checkpoint.number !== number) return null;
  return { text: `Next customer update: ${date(checkpoint.dueAt)}.`, from: [] };
}
