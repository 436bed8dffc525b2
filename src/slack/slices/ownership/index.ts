import type { Event } from '../../../domain/event.ts';
import { type Escalation, leadsOf } from '../../../domain/kernel/escalation.ts';
import type { Ownership } from '../../../domain/slices/ownership.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { type AskLine, asksNothing, type SlackSlice, type Told } from '../../kit/slice.ts';
import { date, listWithin, mention, plain, quoted, ROOM } from '../../kit/text.ts';
import { about, asSaid } from '../../kit/told.ts';
import { WARNING } from '../../kit/words.ts';
import { joinButton } from '../swarm/join.ts';
import { acceptHandOver, acceptRole, claim, declineHandOver, declineRole } from './buttons.ts';
import { claimRequest } from './claim-request.ts';
import { giveRole } from './give-role.ts';
import { handOver } from './hand-over.ts';
import { handOverOffer } from './offer.ts';
import { release } from './release.ts';
import { roleOffer } from './role-offer.ts';

export const ownership: SlackSlice<Ownership> = {
  events: {
    OwnershipClaimed: {
      sentence: ({ owner }, write) => `${write(owner)} claimed ownership.`,
      ask: asksNothing,
      tell: asSaid,
    },
    ClaimOverdue: {
      sentence: () => `${WARNING} Nobody claimed ownership in time.`,
      ask: askToClaim,
      tell: tellUnclaimed,
    },
    HandOverOffered: {
      sentence: ({ to, note }, write, by) =>
        `${by} offered ownership to ${write(to)}. What is next: ${quoted(note, 2000)}`,
      ask: asksNothing,
      tell: asSaid,
    },
    HandOverAccepted: {
      sentence: ({ from, to }, write) =>
        `${write(to)} accepted the hand-over from ${write(from)} and is the owner now.`,
      ask: asksNothing,
      tell: asSaid,
    },
    HandOverDeclined: {
      sentence: ({ from, to }, write) =>
        `${write(to)} declined the hand-over, so ${write(from)} stays the owner.`,
      ask: offerAgain,
      tell: asSaid,
    },
    OwnershipPassed: {
      sentence: (event, write, by) =>
        event.by === null
          ? `${write(event.from)} has left this workspace, so ${write(event.to)} is the owner now.`
          : `${by} made ${write(event.to)} the owner, in place of ${write(event.from)}.`,
      ask: seeThrough,
      tell: asSaid,
    },
    OwnershipReleased: {
      sentence: ({ owner, reason }, write, by) =>
        `${by} released the ownership of ${write(owner)}: ${quoted(reason, ROOM.long)}`,
      ask: askToClaim,
      tell: asSaid,
    },
    RoleGiven: {
      sentence: (event, write, by) =>
        event.by === null
          ? `${write(event.from)} ${event.isGuestNow ? 'is a guest of this workspace now' : 'has left this workspace'}, so ${write(event.to)} is the ${event.role} now.`
          : event.by === event.to
            ? `${by} is the ${event.role} now, in place of ${write(event.from)}.`
            : `${by} made ${write(event.to)} the ${event.role}, in place of ${write(event.from)}.`,
      ask: roleAsk,
      tell: asSaid,
    },
    RoleOffered: {
      sentence: ({ role, from, to }, write, by) =>
        `${by} would like ${write(to)} to be the ${role}, in place of ${write(from)}.`,
      ask: asksNothing,
      tell: asSaid,
    },
    RoleDeclined: {
      sentence: ({ role, from, to, asked }, write) =>
        `${write(asked)} declined that ${write(to)} be the ${role}, so ${write(from)} stays it.`,
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {
    ShowClaimRequest: {
      called: 'asking leads to claim',
      render: ({ escalation, effect, names }) => claimRequest(escalation, effect.lead, names),
    },
    ShowOffer: {
      called: 'the hand-over offer',
      render: ({ escalation, effect, event, names }) =>
        handOverOffer(escalation, event as Event<'HandOverOffered'>, names, effect.to !== undefined),
    },
    ShowRoleOffer: {
      called: 'asking about a role',
      render: ({ escalation, effect, event, names }) =>
        roleOffer(escalation, event as Event<'RoleOffered'>, names, effect.to !== undefined),
    },
  },
  calls: {},
  commands: {
    ClaimOwnership: claim,
    OfferHandOver: handOver,
    AcceptHandOver: acceptHandOver,
    DeclineHandOver: declineHandOver,
    ReleaseOwnership: release,
    GiveRole: giveRole,
    AcceptRole: acceptRole,
    DeclineRole: declineRole,
    RecordGuest: 'listener',
  },
};

function askToClaim(escalation: Escalation): AskLine | null {
  if (escalation.owner !== null) return null;
  const leads = leadsOf(escalation);
  const buttons = [claim.block(escalation.id)];
  if (leads.length === 0) {
    return { text: 'Add a team, so that one of its leads can claim it.', from: [], buttons };
  }
  return { text: `${listWithin(leads.map(mention), 2000)}, please claim it.`, from: leads, buttons };
}

function offerAgain(escalation: Escalation, event: Event<'HandOverDeclined'>): AskLine | null {
  if (escalation.owner !== event.from || escalation.offer !== null) return null;
  return {
    text: 'You can offer it to somebody else.',
    from: [event.from],
    buttons: [handOver.opener(escalation.id)],
  };
}

function seeThrough(escalation: Escalation, { to }: Event<'OwnershipPassed'>): AskLine | null {
  if (escalation.owner !== to) return null;
  return {
    text: 'Please see it through, or hand it over.',
    from: [to],
    buttons: [handOver.opener(escalation.id)],
  };
}

function roleAsk(escalation: Escalation, event: Event<'RoleGiven'>): AskLine | null {
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

function tellUnclaimed({ escalation, person, names }: Told<unknown>): Message {
  const { openedAt, owner } = escalation;
  const write = plain(names);
  const leads = listWithin(leadsOf(escalation).map(write), 800);
  const now =
    owner !== null
      ? `By now ${write(owner)} has claimed it.`
      : leads === ''
        ? 'No team with leads has been pulled in yet, so please add one.'
        : `Please find an owner. Its leads: ${leads}.`;
  return line(
    `${about(escalation, person)}: ${WARNING} nobody claimed ownership in time. It was opened ${date(openedAt, 'full')}. ${now}`,
    joinButton(escalation, person),
  );
}
