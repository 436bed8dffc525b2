import { type Act, PERMISSIONS, type Role } from '../../src/domain/kernel/permissions.ts';

/** What the README calls it; whatever is added has no words yet and does not compile. Null for what only Muster does. */
const CALLED: Readonly<Record<Act, string | null>> = {
  See: 'see it in lists, status and timeline',
  OpenEscalation: 'open it',
  JoinSwarm: 'join it',
  PullIn: 'add people and teams',
  LeaveSwarm: 'leave it',
  ClaimOwnership: 'claim ownership',
  OfferHandOver: 'offer a hand-over',
  ReleaseOwnership: 'release ownership',
  AcceptHandOver: 'accept a hand-over',
  DeclineHandOver: 'decline a hand-over',
  GiveRole: 'change roles',
  AcceptRole: 'accept a role',
  DeclineRole: 'decline a role',
  LogCustomerUpdate: 'log a customer update',
  MoveCheckpoint: 'move the next update',
  AddNote: 'add a note',
  EditContext: 'edit the context',
  ChangeSeverity: 'change the severity',
  OpenNewChannel: 'open a new channel',
  AdmitBystanders: 'let in who was found in its channel',
  Reopen: 'reopen it',
  Resolve: 'resolve it',
  Withdraw: 'withdraw it',
  TakeOut: 'take somebody out of it',
  RecordRival: null,
  RecordChannel: null,
  RecordChannelNews: null,
  RecordChannelSeen: null,
  RecordChannelDelay: null,
  RecordMembers: null,
  RecordChannelName: null,
  RecordCardGone: null,
  RecordDeparture: null,
  RecordGuest: null,
  RecordFailure: null,
  FireTimer: null,
};

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  rep: 'rep',
  owner: 'owner',
  communicator: 'communicator',
  monitor: 'monitor',
  lead: 'leads',
  asked: 'who is asked',
  member: 'whoever was brought in',
  joined: 'whoever joined',
  manager: 'managers',
  anybody: 'anybody',
};

const IN_IT: readonly Role[] = ['rep', 'owner', 'communicator', 'monitor', 'member', 'joined'];

/** The table of the README, from the one that the domain asks. */
export function permissionsTable(): string {
  const acts = Object.keys(PERMISSIONS) as Act[];
  const rows = acts.flatMap((act) => {
    const called = CALLED[act];
    if (called === null) return [];
    const { kinds } = PERMISSIONS[act];
    return [
      `| ${called} | ${who(PERMISSIONS[act].public)} | ${who(PERMISSIONS[act].private)} | ${guests(kinds)} |`,
    ];
  });
  return [
    '| may … | in a public swarm | in a private one | guests of the workspace |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function who(roles: readonly Role[]): string {
  if (roles.includes('anybody')) return 'anybody';
  if (roles.length === 0) return 'nobody';
  const isInvolved = IN_IT.every((role) => roles.includes(role));
  const named = roles.filter((role) => !isInvolved || !IN_IT.includes(role)).map((role) => ROLE_NAMES[role]);
  return [...(isInvolved ? ['whoever is in it, the monitor'] : []), ...named].join(', ');
}

function guests(kinds: readonly string[]): string {
  return kinds.includes('guest') ? 'if they are in it' : 'no';
}
