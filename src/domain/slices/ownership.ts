import type { Command } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { Event, EventBody } from '../event.ts';
import { maySee, personOf, refuseEmpty } from '../kernel/access.ts';
import { everywhere, inAllPlaces, NOBODY, say, showDelay, tell } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Escalation, leadsOf, type PersonId } from '../kernel/escalation.ts';
import type { Slice } from '../kernel/slice.ts';
import { refuseUnlessOpen } from '../kernel/status.ts';
import type { Duration, Instant } from '../kernel/time.ts';
import { ago, anyOf } from '../kernel/words.ts';
import type { Refusal } from '../refusal.ts';
import { asksAgain } from './checkpoint.ts';
import {
  acceptRole,
  bringIn,
  declineRole,
  giveRole,
  openRoleOffers,
  type RoleOffer,
  recordGuest,
  roleOffersDeclined,
  showRoleOffer,
  unansweredRoleOffers,
} from './roles.ts';

/** Who is answerable: claiming, handing over, and the roles beside the owner's. */
export type Ownership = {
  readonly command:
    | { readonly type: 'ClaimOwnership' }
    | { readonly type: 'OfferHandOver'; readonly to: PersonId; readonly note: string }
    | { readonly type: 'AcceptHandOver'; readonly offer: number }
    | { readonly type: 'DeclineHandOver'; readonly offer: number }
    /** It was claimed by mistake. */
    | { readonly type: 'ReleaseOwnership'; readonly reason: string }
    | { readonly type: 'GiveRole'; readonly role: GivenRole; readonly to: PersonId }
    | { readonly type: 'AcceptRole'; readonly offer: number }
    | { readonly type: 'DeclineRole'; readonly offer: number }
    /** Somebody has become a guest of the workspace. */
    | {
        readonly type: 'RecordGuest';
        readonly person: PersonId;
        /** Who may watch in their place. */
        readonly managers: readonly PersonId[];
      };
  readonly event:
    | { readonly type: 'OwnershipClaimed'; readonly owner: PersonId }
    | { readonly type: 'ClaimOverdue' }
    | { readonly type: 'HandOverOffered'; readonly to: PersonId; readonly note: string }
    | ({ readonly type: 'HandOverAccepted' } & OfferAnswer)
    | ({ readonly type: 'HandOverDeclined' } & OfferAnswer)
    /** The owner has left the workspace, so somebody who is there answers for it. */
    | {
        readonly type: 'OwnershipPassed';
        readonly from: PersonId;
        readonly to: PersonId;
        /** seq of the open offer to them, which this answers. */
        readonly offer: number | null;
      }
    /** Claimed by mistake: nobody owns it again. */
    | {
        readonly type: 'OwnershipReleased';
        readonly owner: PersonId;
        readonly reason: string;
        /** seq of the open offer, which this closes. */
        readonly offer: number | null;
      }
    | {
        readonly type: 'RoleGiven';
        readonly role: GivenRole;
        readonly from: PersonId;
        readonly to: PersonId;
        /** seq of the open offer of the role, which this closes. */
        readonly offer?: number | undefined;
        /** Set when whoever had it has become a guest, and not left. */
        readonly isGuestNow?: true | undefined;
      }
    /** Somebody who may not give it away wants another to have it. `asked` decides. */
    | {
        readonly type: 'RoleOffered';
        readonly role: GivenRole;
        readonly from: PersonId;
        readonly to: PersonId;
        readonly asked: PersonId;
      }
    | {
        readonly type: 'RoleDeclined';
        readonly role: GivenRole;
        readonly from: PersonId;
        readonly to: PersonId;
        readonly asked: PersonId;
        readonly offer: number;
      };
  readonly refusal:
    | { readonly code: 'NotALead'; readonly leads: readonly PersonId[] }
    | { readonly code: 'AlreadyOwned'; readonly owner: PersonId; readonly ago: Duration | null }
    | { readonly code: 'AlreadyYours' }
    | { readonly code: 'NotTheOwner'; readonly owner: PersonId | null }
    | { readonly code: 'OfferToSelf' }
    | { readonly code: 'OfferNotForYou'; readonly to: PersonId }
    | { readonly code: 'OfferGone' }
    | { readonly code: 'RoleAlreadyTheirs'; readonly person: PersonId }
    | { readonly code: 'RoleOfferGone' }
    /** Who came by themselves does not change who has which role. */
    | { readonly code: 'AskForRole'; readonly holder: PersonId };
  readonly message: /** The direct message that asks a lead to claim; shows the outcome once somebody has. */
    | { readonly type: 'ShowClaimRequest'; readonly lead: PersonId }
    /** Asks the next owner to accept or decline; shows the answer afterwards. `to` when the channel is lost. */
    | { readonly type: 'ShowOffer'; readonly seq: number; readonly to?: PersonId }
    /** The same for a role. */
    | { readonly type: 'ShowRoleOffer'; readonly seq: number; readonly to?: PersonId };
  readonly call: never;
  readonly timer: 'claim-overdue';
  readonly versioned: 'owner' | 'roles';
  readonly state: {
    readonly owner: PersonId | null;
    readonly claimedAt: Instant | null;
    /** Time to claim counts from here: opening, the latest reopening, or when it was released. */
    readonly claimableSince: Instant;
    /** The claim was not made in time and leads were asked again. */
    readonly claimOverdue: boolean;
    readonly offer: Offer | null;
    readonly communicator: PersonId;
    readonly monitor: PersonId;
    /** At most one for each role. */
    readonly roleOffers: readonly RoleOffer[];
  };
};

/** What is given away; ownership is claimed or handed over. */
export const GIVEN_ROLES = ['communicator', 'monitor'] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];

type OfferAnswer = { readonly from: PersonId; readonly to: PersonId; readonly offer: number };

/** The owner offers, the next one accepts; until then the owner stays. */
export type Offer = {
  readonly to: PersonId;
  readonly by: PersonId;
  /** What is next, in the owner's words. */
  readonly note: string;
  readonly at: Instant;
  /** seq of the event that made it: an answer to an older offer decides to a refusal. */
  readonly seq: number;
  /** seq of the open offer that this one took the place of. */
  readonly replaces: number | null;
};

export const ownership: Slice<Ownership> = {
  initialState: {
    owner: null,
    claimedAt: null,
    claimableSince: 0,
    claimOverdue: false,
    offer: null,
    communicator: '',
    monitor: '',
    roleOffers: [],
  },

  decide: {
    ClaimOwnership: claimOwnership,
    OfferHandOver: offerHandOver,
    AcceptHandOver: (escalation, command) =>
      answered(escalation, command, (answer) => ({ type: 'HandOverAccepted', ...answer })),
    DeclineHandOver: (escalation, command) =>
      answered(escalation, command, (answer) => ({ type: 'HandOverDeclined', ...answer })),
    ReleaseOwnership: releaseOwnership,
    GiveRole: giveRole,
    AcceptRole: acceptRole,
    DeclineRole: declineRole,
    RecordGuest: recordGuest,
  },

  evolve: {
    OwnershipClaimed: (_, { owner, at }) => ({ owner, claimedAt: at }),
    ClaimOverdue: () => ({ claimOverdue: true }),
    HandOverOffered: ({ offer, rep }, { to, note, at, seq, by }) => ({
      offer: { to, by: by ?? rep, note, at, seq, replaces: offer?.seq ?? null },
    }),
    HandOverAccepted: (_, { to, at }) => ({ owner: to, claimedAt: at, offer: null }),
    HandOverDeclined: () => ({ offer: null }),
    OwnershipPassed: ({ offer }, event) => ({
      owner: event.to,
      claimedAt: event.at,
      offer: event.offer === null ? offer : null,
    }),
    OwnershipReleased: (_, { at }) => ({
      owner: null,
      claimedAt: null,
      offer: null,
      claimableSince: at,
      claimOverdue: false,
    }),
    RoleGiven: ({ roleOffers }, { role, to }) => ({ [role]: to, roleOffers: without(roleOffers, role) }),
    RoleOffered: ({ roleOffers, rep }, { role, to, asked, by, seq }) => {
      const replaces = roleOffers.find((offer) => offer.role === role)?.seq ?? null;
      const offer: RoleOffer = { role, to, by: by ?? rep, asked, seq, replaces };
      return { roleOffers: [...without(roleOffers, role), offer] };
    },
    RoleDeclined: ({ roleOffers }, { role }) => ({ roleOffers: without(roleOffers, role) }),
  },

  subscriptions: {
    EscalationOpened: (_, { at, rep, monitor }) => ({ claimableSince: at, communicator: rep, monitor }),
    EscalationReopened: (_, { at }) => ({ claimableSince: at, claimOverdue: false }),
  },

  react: {
    OwnershipClaimed: (escalation, event) => [
      ...everywhere(),
      ...claimRequests(escalation, leadsOf(escalation)),
      ...(escalation.channel === null ? showDelay(escalation) : []),
      say(event, NOBODY),
    ],
    // The monitor is always told by a direct message, so the line asks nobody.
    ClaimOverdue: (escalation, event) => [say(event, NOBODY), ...tell(event, [escalation.monitor])],
    HandOverOffered: (escalation, event) => [
      { type: 'ShowCard' },
      ...offers(escalation, escalation.offer?.replaces),
      ...offers(escalation, event.seq),
    ],
    HandOverAccepted: (escalation, event) => [
      ...everywhere(),
      ...offers(escalation, event.offer),
      say(event, NOBODY),
    ],
    HandOverDeclined: (escalation, event) => [
      { type: 'ShowCard' },
      ...offers(escalation, event.offer),
      say(event, [event.from]),
    ],
    OwnershipPassed: (escalation, event) => [
      ...everywhere(),
      ...offers(escalation, event.offer),
      say(event, [event.to]),
    ],
    OwnershipReleased: (escalation, event) => [
      ...everywhere(),
      ...offers(escalation, event.offer),
      ...askToClaim(escalation, leadsOf(escalation)),
      say(event, leadsOf(escalation)),
    ],
    RoleGiven: (escalation, event) => [
      { type: 'ShowCard' },
      ...showRoleOffer(escalation, event.offer),
      ...asksAgain(escalation, event),
      say(event, event.by === event.to ? NOBODY : [event.to]),
      ...newMonitor(event),
    ],
    RoleOffered: (escalation, { seq }) => {
      const replaced = escalation.roleOffers.find((offer) => offer.seq === seq)?.replaces;
      return [...showRoleOffer(escalation, replaced), ...showRoleOffer(escalation, seq)];
    },
    RoleDeclined: (escalation, event) => [...showRoleOffer(escalation, event.offer), say(event, NOBODY)],
  },

  explain: {
    NotALead: ({ leads }, name) =>
      leads.length > 0
        ? `Only team leads can claim ownership. Ask ${anyOf(leads.map(name))} to claim it.`
        : 'Only team leads can claim ownership. Add a team, so that one of its leads can claim it.',
    AlreadyOwned: (refusal, name) =>
      `${name(refusal.owner)} claimed this${ago(refusal.ago)}. Join the swarm to help, or ask ${name(refusal.owner)} to hand over to you.`,
    AlreadyYours: () => 'You own this escalation already. Use Hand over when somebody else should take it.',
    NotTheOwner: ({ owner }, name) =>
      owner === null
        ? 'Nobody owns this escalation yet. Ask a lead to claim it first.'
        : `Only ${name(owner)}, the owner, or a manager can do this. Ask one of them to do it.`,
    OfferToSelf: () => 'That person owns it already. Pick somebody else to hand it over to.',
    OfferNotForYou: ({ to }, name) => `This hand-over was offered to ${name(to)}. Ask them to answer it.`,
    OfferGone: () => 'This hand-over is no longer open. Look at the card to see who owns the escalation now.',
    RoleAlreadyTheirs: ({ person }, name) =>
      `${name(person)} has this role already. Pick somebody else, or close this.`,
    RoleOfferGone: () => 'This is no longer open. Look at the card to see who has which role now.',
    AskForRole: ({ holder }, name) =>
      `You came into this swarm by yourself, so you do not change its roles. Ask ${name(holder)} to do it.`,
  },

  messages: {
    ShowClaimRequest: {
      key: ({ lead }) => `claim-request-${lead}`,
      audience: ({ lead }) => ({ person: lead }),
      mode: 'show',
      lane: 'own',
      needs: 'nothing',
      whenExposed: 'withheld',
      isStillWanted: ({ status, owner }) => status === 'open' && owner === null,
      failedStep: 'message',
      isUpkeep: false,
    },
    ShowOffer: {
      key: ({ seq, to }) => `offer-${seq}${to === undefined ? '' : `-to-${to}`}`,
      audience: ({ to }) => (to === undefined ? 'swarm' : { person: to }),
      mode: 'show',
      lane: 'lines',
      needs: 'nothing',
      whenExposed: 'withheld',
      isStillWanted: ({ offer }, { seq }) => offer?.seq === seq,
      failedStep: 'message',
      isUpkeep: false,
    },
    ShowRoleOffer: {
      key: ({ seq, to }) => `role-offer-${seq}${to === undefined ? '' : `-to-${to}`}`,
      audience: ({ to }) => (to === undefined ? 'swarm' : { person: to }),
      mode: 'show',
      lane: 'lines',
      needs: 'nothing',
      whenExposed: 'withheld',
      isStillWanted: ({ roleOffers }, { seq }) => roleOffers.some((offer) => offer.seq === seq),
      failedStep: 'message',
      isUpkeep: false,
    },
  },
  calls: {},

  timers: {
    'claim-overdue': {
      armed: ({ owner, claimOverdue, claimableSince, trigger }) =>
        owner === null && !claimOverdue ? [{ dueAt: claimableSince + trigger.claimWithin }] : [],
      fire: () => [{ type: 'ClaimOverdue' }],
    },
  },

  versions: {
    owner: { version: ({ owner, offer }) => `${owner ?? ''} ${offer?.seq ?? ''}`, called: 'Who owns this' },
    roles: {
      version: ({ communicator, monitor }) => `${communicator} ${monitor}`,
      called: 'Who has which role',
    },
  },

  openQuestions: (escalation) => [
    ...offers(escalation, escalation.offer?.seq),
    ...openRoleOffers(escalation),
  ],
  unanswered: (escalation) => {
    const { offer } = escalation;
    const handOver = offer === null ? [] : [{ seq: offer.seq, to: offer.to }];
    return [...handOver, ...unansweredRoleOffers(escalation)];
  },
  requests: (escalation) => [
    ...askToClaim(escalation, leadsOf(escalation)),
    ...offers(escalation, escalation.offer?.seq),
    ...openRoleOffers(escalation),
  ],
  whenLeaving: (escalation, person) => {
    const { owner, offer } = escalation;
    const handOver: EventBody[] =
      owner !== null && offer?.to === person
        ? [{ type: 'HandOverDeclined', from: owner, to: person, offer: offer.seq }]
        : [];
    return [...handOver, ...roleOffersDeclined(escalation, person)];
  },
};

/** Only the first: of two claims decided at once, the second one's event has a `seq` that is taken. */
function claimOwnership(escalation: Escalation, command: Command<'ClaimOwnership'>): Decision {
  const person = personOf(command.by);
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  if (escalation.owner === person) return { code: 'AlreadyYours' };
  if (escalation.owner !== null) {
    const ago = escalation.claimedAt === null ? null : command.at - escalation.claimedAt;
    return { code: 'AlreadyOwned', owner: escalation.owner, ago };
  }
  return [...bringIn(escalation, person, 'lead'), { type: 'OwnershipClaimed', owner: person }];
}

/** Asked before the form is shown as well, so that nobody types in vain. */
export function refuseToOffer(escalation: Escalation): Refusal | null {
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  return escalation.owner === null ? { code: 'NotTheOwner', owner: null } : null;
}

/** Nobody owns it then, and the leads are asked as they were at first. */
function releaseOwnership(escalation: Escalation, command: Command<'ReleaseOwnership'>): Decision {
  const refused = refuseToOffer(escalation) ?? refuseEmpty({ reason: [command.reason, 'the reason'] });
  if (refused) return refused;
  const { owner, offer } = escalation;
  if (owner === null) return { code: 'NotTheOwner', owner };
  const reason = command.reason.trim();
  return [{ type: 'OwnershipReleased', owner, reason, offer: offer?.seq ?? null }];
}

/** The owner offers (a manager may, when the owner cannot); a newer offer replaces an open one. */
function offerHandOver(escalation: Escalation, command: Command<'OfferHandOver'>): Decision {
  const refused = refuseToOffer(escalation);
  if (refused) return refused;
  if (command.to === escalation.owner) return { code: 'OfferToSelf' };
  const empty = refuseEmpty({ note: [command.note, 'what is next'] });
  if (empty) return empty;
  return [
    ...bringIn(escalation, command.to, 'guest'),
    { type: 'HandOverOffered', to: command.to, note: command.note.trim() },
  ];
}

function answered(
  escalation: Escalation,
  command: Command<'AcceptHandOver' | 'DeclineHandOver'>,
  event: (answer: OfferAnswer) => EventBody,
): Decision {
  const person = personOf(command.by);
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  const { offer, owner } = escalation;
  if (offer === null || owner === null || offer.seq !== command.offer) return { code: 'OfferGone' };
  if (offer.to !== person) return { code: 'OfferNotForYou', to: offer.to };
  return [event({ from: owner, to: person, offer: offer.seq })];
}

export function askToClaim(escalation: Escalation, leads: readonly PersonId[]): Effect[] {
  return escalation.owner === null ? claimRequests(escalation, leads) : [];
}

/**
 * Only members of a private swarm may read about it, so nobody else gets a direct message. It links to the channel, so it
 * is sent once there is one, unless that takes long.
 */
export function claimRequests(escalation: Escalation, leads: readonly PersonId[]): Effect[] {
  if (escalation.channel === null && escalation.delay === null) return [];
  const seeing = [...new Set(leads)].filter((lead) => maySee(escalation, lead));
  return seeing.map((lead) => ({ type: 'ShowClaimRequest', lead }));
}

function offers(escalation: Escalation, seq: number | null | undefined): Effect[] {
  return seq == null ? [] : inAllPlaces(escalation, { type: 'ShowOffer', seq });
}

/** A monitor need not be in the swarm, so whom Muster made one in somebody's place learns it directly. */
function newMonitor(event: Event<'RoleGiven'>): Effect[] {
  return event.role === 'monitor' && event.by === null ? tell(event, [event.to]) : [];
}

function without(offers: readonly RoleOffer[], role: GivenRole): RoleOffer[] {
  return offers.filter((offer) => offer.role !== role);
}
