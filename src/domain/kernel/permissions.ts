import type { Actor, CommandBody, CommandType } from '../command.ts';
import type { Refusal } from '../refusal.ts';
import { type Escalation, isInSwarm, leadsOf, type PersonId } from './escalation.ts';
import type { PersonKind } from './people.ts';
import { refuseUnlessOpen } from './status.ts';

/**
 * What somebody may be to an escalation. `lead` leads any team of the roster, or led one when it was pulled in; `asked` has
 * been offered ownership or a role; `member` was brought into the swarm, `joined` came by themselves (or with such); everybody
 * is `anybody` as well.
 */
export const ROLES = [
  'rep',
  'owner',
  'communicator',
  'monitor',
  'lead',
  'asked',
  'member',
  'joined',
  'manager',
  'anybody',
] as const;
export type Role = (typeof ROLES)[number];

/** All that somebody may do, looking at an escalation included. */
export type Act = CommandType | 'See';

/** Somebody whom a command names, and the field where they were picked. */
export type Named = {
  readonly person: PersonId;
  readonly field: string;
  /** As what: guests are never owner nor monitor. */
  readonly as: 'member' | 'communicator' | 'owner' | 'monitor';
};

export type Permission<C> = {
  /** Guests among them have to be in the swarm. */
  readonly kinds: readonly (PersonKind | 'muster')[];
  /** Any of these roles is enough. Of a private swarm, nobody but those in it and the monitor may do or know anything. */
  readonly public: readonly Role[];
  readonly private: readonly Role[];
  /** What those read whose role does not allow it. */
  readonly otherwise: (escalation: Escalation, by: Actor, wanted: Partial<C>) => Refusal;
  readonly names: (command: C) => readonly Named[];
};

type Table = { readonly [C in CommandBody as C['type']]: Permission<C> } & {
  readonly See: Permission<{ readonly type: 'See' }>;
};

const MEMBERS = ['member'] as const;
/** Guests as well, where they are in the swarm. */
const ALL = ['member', 'guest'] as const;
const INVOLVED = ['rep', 'owner', 'communicator', 'monitor', 'member', 'joined'] as const;

const nobody = (): readonly never[] => [];
const notIn = (): Refusal => ({ code: 'NotInSwarm' });
const hidden = (): Refusal => ({ code: 'PrivateSwarm' });
const notTheOwner = whileOpen(({ owner }) => ({ code: 'NotTheOwner', owner }));

/** What Muster itself records: what Slack tells of, and what its own work comes to. */
const RECORDED = {
  kinds: ['muster'],
  public: [],
  private: [],
  otherwise: () => ({ code: 'MusterAlone' }),
  names: nobody,
} as const satisfies Permission<unknown>;

/** What anybody in the swarm does who works on it. */
const WORK = {
  kinds: ALL,
  public: INVOLVED,
  private: INVOLVED,
  otherwise: notIn,
  names: nobody,
} as const satisfies Permission<unknown>;

/** Who may do what. Whatever has no row does not compile, and whoever is in no row may not. */
export const PERMISSIONS: Table = {
  See: { kinds: ALL, public: ['anybody'], private: INVOLVED, otherwise: hidden, names: nobody },
  OpenEscalation: {
    kinds: MEMBERS,
    public: ['anybody'],
    private: ['anybody'],
    otherwise: notIn,
    names: ({ people }) => people.map((person) => ({ person, field: 'people', as: 'member' })),
  },
  JoinSwarm: { kinds: MEMBERS, public: ['anybody'], private: INVOLVED, otherwise: hidden, names: nobody },
  PullIn: {
    ...WORK,
    kinds: MEMBERS,
    names: ({ people }) => people.map((person) => ({ person, field: 'people', as: 'member' })),
  },
  // Told after the fact, by Slack: whoever has left is out.
  LeaveSwarm: {
    kinds: ['member', 'guest', 'external', 'app', 'deactivated', 'unknown', 'unasked'],
    public: ['anybody'],
    private: ['anybody'],
    otherwise: hidden,
    names: nobody,
  },
  ClaimOwnership: {
    kinds: MEMBERS,
    public: ['lead'],
    private: ['lead'],
    otherwise: whileOpen((escalation) => ({ code: 'NotALead', leads: leadsOf(escalation) })),
    names: nobody,
  },
  OfferHandOver: {
    kinds: MEMBERS,
    public: ['owner', 'manager'],
    private: ['owner', 'manager'],
    otherwise: notTheOwner,
    names: ({ to: person }) => [{ person, field: 'to', as: 'owner' }],
  },
  ReleaseOwnership: {
    kinds: MEMBERS,
    public: ['owner', 'manager'],
    private: ['owner', 'manager'],
    otherwise: notTheOwner,
    names: nobody,
  },
  AcceptHandOver: {
    kinds: MEMBERS,
    public: ['asked'],
    private: ['asked'],
    otherwise: notAsked,
    names: nobody,
  },
  DeclineHandOver: { kinds: ALL, public: ['asked'], private: ['asked'], otherwise: notAsked, names: nobody },
  AcceptRole: {
    kinds: ALL,
    public: ['asked'],
    private: ['asked'],
    otherwise: notAskedForRole,
    names: nobody,
  },
  DeclineRole: {
    kinds: ALL,
    public: ['asked'],
    private: ['asked'],
    otherwise: notAskedForRole,
    names: nobody,
  },
  GiveRole: {
    kinds: ALL,
    public: ['rep', 'owner', 'communicator', 'monitor', 'member', 'manager'],
    private: ['rep', 'owner', 'communicator', 'monitor', 'member', 'manager'],
    otherwise: whileOpen((escalation, { id }) =>
      id !== null && isInSwarm(escalation, id)
        ? { code: 'AskForRole', holder: escalation.owner ?? escalation.rep }
        : notIn(),
    ),
    names: ({ to: person, role }) => [{ person, field: 'to', as: role }],
  },
  LogCustomerUpdate: WORK,
  MoveCheckpoint: WORK,
  AddNote: WORK,
  EditContext: WORK,
  ChangeSeverity: WORK,
  OpenNewChannel: WORK,
  AdmitBystanders: {
    kinds: MEMBERS,
    public: [],
    private: ['owner', 'rep', 'manager'],
    otherwise: notTheOwner,
    names: nobody,
  },
  Reopen: WORK,
  Resolve: {
    ...WORK,
    public: ['rep', 'owner', 'communicator', 'monitor'],
    private: ['rep', 'owner', 'communicator', 'monitor'],
    otherwise: whileOpen(({ owner, rep }) => ({ code: 'MayNotResolve', owner, rep })),
  },
  Withdraw: {
    kinds: MEMBERS,
    public: ['rep', 'owner', 'monitor', 'manager'],
    private: ['rep', 'owner', 'monitor', 'manager'],
    otherwise: whileOpen(({ rep }) => ({ code: 'MayNotWithdraw', rep })),
    names: nobody,
  },
  TakeOut: {
    kinds: MEMBERS,
    public: [],
    private: ['manager'],
    otherwise: ({ isPrivate }) => ({ code: isPrivate ? 'OnlyManagers' : 'OnlyFromPrivate' }),
    names: ({ successor }) =>
      successor === null ? [] : [{ person: successor, field: 'successor', as: 'owner' }],
  },
  RecordRival: RECORDED,
  RecordChannel: RECORDED,
  RecordChannelNews: RECORDED,
  RecordChannelSeen: RECORDED,
  RecordChannelDelay: RECORDED,
  RecordMembers: RECORDED,
  RecordChannelName: RECORDED,
  RecordCardGone: RECORDED,
  RecordDeparture: RECORDED,
  RecordGuest: RECORDED,
  RecordFailure: RECORDED,
  FireTimer: RECORDED,
};

/** Whom to ask matters no longer once it is over: that is what they read then. */
function whileOpen(otherwise: (escalation: Escalation, by: Actor) => Refusal): typeof otherwise {
  return (escalation, by) => refuseUnlessOpen(escalation) ?? otherwise(escalation, by);
}

function notAsked({ offer }: Escalation, _by: Actor, wanted: { readonly offer?: number }): Refusal {
  return offer === null || offer.seq !== wanted.offer
    ? { code: 'OfferGone' }
    : { code: 'OfferNotForYou', to: offer.to };
}

function notAskedForRole(
  { roleOffers }: Escalation,
  _by: Actor,
  wanted: { readonly offer?: number },
): Refusal {
  const offer = roleOffers.find(({ seq }) => seq === wanted.offer);
  return offer === undefined ? { code: 'RoleOfferGone' } : { code: 'OfferNotForYou', to: offer.asked };
}

/** What somebody is to an escalation now. */
export function rolesIn(escalation: Escalation, { id, leads, manages }: Actor): readonly Role[] {
  if (id === null) return [];
  const { rep, owner, communicator, monitor, offer, roleOffers, joined } = escalation;
  const isIn = isInSwarm(escalation, id);
  const held: Readonly<Record<Role, boolean>> = {
    rep: rep === id,
    owner: owner === id,
    communicator: communicator === id,
    monitor: monitor === id,
    lead: leads.length > 0 || leadsOf(escalation).includes(id),
    asked: offer?.to === id || roleOffers.some(({ asked }) => asked === id),
    member: isIn && !joined.includes(id),
    joined: isIn && joined.includes(id),
    manager: manages,
    anybody: true,
  };
  return ROLES.filter((role) => held[role]);
}
