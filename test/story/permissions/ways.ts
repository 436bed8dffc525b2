import type { EventType } from '../../../src/domain/event.ts';
import { isInSwarm } from '../../../src/domain/kernel/escalation.ts';
import type { Act } from '../../../src/domain/kernel/permissions.ts';
import type { Playbook } from '../../../src/domain/kernel/playbook.ts';
import { HOUR, type Instant } from '../../../src/domain/kernel/time.ts';
import type { Json } from '../../../src/sandbox/protocol.ts';
import { ACTIONS, COMMANDS, menuValue, SHORTCUTS } from '../../../src/slack/ids.ts';
import type { Form } from '../../../src/slack/kit/form.ts';
import type { TeamChoice } from '../../../src/slack/kit/slice.ts';
import { escalateModal } from '../../../src/slack/slices/opening/escalate.ts';
import { BUTTONS, FORMS } from '../../../src/slack/slices.ts';
import type { Letter } from '../../fuzz/letters.ts';
import {
  commandLetter,
  eventLetter,
  pressLetter,
  type Sender,
  shortcutLetter,
  submissionLetter,
} from './payloads.ts';
import type { Cell } from './states.ts';

/** What the senders know of the world. */
export type World = {
  readonly playbooks: readonly Playbook[];
  readonly now: Instant;
  readonly teams: readonly TeamChoice[];
  readonly idOf: (handle: string) => string;
};

/** One of the ways in which people ask for something. */
export type Way = {
  readonly act: Act;
  readonly by: string;
  /** What comes of it where it is allowed: any of these events, a form, or how things stand. */
  readonly brings: readonly EventType[] | 'a form' | 'the truth';
  /** Nobody is told anything in answer to it. */
  readonly isEvent?: true;
  /** Allowed, and there is nothing to do. */
  readonly isIdle?: (cell: Cell) => boolean;
  readonly letter: (cell: Cell, sender: Sender, world: World) => Letter;
};

const BRINGS: Readonly<Partial<Record<Act, readonly EventType[]>>> = {
  JoinSwarm: ['PersonJoined'],
  PullIn: ['PeoplePulledIn'],
  ClaimOwnership: ['OwnershipClaimed'],
  OfferHandOver: ['HandOverOffered'],
  ReleaseOwnership: ['OwnershipReleased'],
  AcceptHandOver: ['HandOverAccepted'],
  DeclineHandOver: ['HandOverDeclined'],
  AcceptRole: ['RoleGiven'],
  DeclineRole: ['RoleDeclined'],
  GiveRole: ['RoleGiven', 'RoleOffered'],
  LogCustomerUpdate: ['CustomerUpdated'],
  MoveCheckpoint: ['CheckpointMoved'],
  AddNote: ['NoteAdded'],
  EditContext: ['ContextEdited'],
  ChangeSeverity: ['SeverityChanged'],
  OpenNewChannel: ['NewChannelWanted'],
  AdmitBystanders: ['PeoplePulledIn'],
  Reopen: ['EscalationReopened'],
  Resolve: ['EscalationResolved'],
  Withdraw: ['EscalationWithdrawn'],
  TakeOut: ['PersonTakenOut'],
};

/** What people type and pick in each form; whatever else is in it stays as it was shown. */
const TYPED: Readonly<Record<string, (world: World) => Readonly<Record<string, Json>>>> = {
  'log-customer-update': () => ({ text: { value: 'We are on it' } }),
  'add-people': ({ idOf }) => ({ people: { selected_users: [idOf('lee')] } }),
  'add-note': () => ({ text: { value: 'Roll back' } }),
  'hand-over': ({ idOf }) => ({ to: { selected_user: idOf('ada') }, note: { value: 'Watch the queue' } }),
  resolve: () => ({ fix: { value: 'A key' }, cause: { value: 'An old one' }, finalWord: { value: 'Sorry' } }),
  reopen: () => ({ reason: { value: 'It is back' } }),
  'move-checkpoint': ({ now }) => ({
    to: { selected_date_time: Math.floor((now + 3 * HOUR) / 1000) },
    reason: { value: 'More time' },
  }),
  'change-severity': () => ({
    to: { selected_option: { value: 'SEV3' } },
    reason: { value: 'Few are left' },
  }),
  'edit-context': () => ({ nextActions: { value: 'Roll back' } }),
  'release-ownership': () => ({ reason: { value: 'The wrong one' } }),
  withdraw: () => ({ reason: { value: 'The wrong customer' } }),
  'take-out': ({ idOf }) => ({ person: { selected_user: idOf('sam') }, reason: { value: 'About them' } }),
  'give-role': ({ idOf }) => ({ to: { selected_user: idOf('sam') } }),
};

const channelOf = ({ escalation }: Cell) => escalation.channel?.id ?? '';
const isIn = ({ escalation, by }: Cell) => by.id !== null && isInSwarm(escalation, by.id);
const IDLE: Readonly<Partial<Record<Act, (cell: Cell) => boolean>>> = {
  JoinSwarm: isIn,
  ClaimOwnership: ({ escalation }) => escalation.owner !== null,
  // Whoever is asked for something is asked while it is open.
  Reopen: ({ escalation }) => escalation.status === 'open',
};

function ofForm(form: Form): Way[] {
  const act = form.command;
  const opened = (by: string, letter: Way['letter']): Way => ({
    act,
    by,
    brings: 'a form',
    isIdle: ({ escalation }) => form.refuse(escalation) !== null,
    letter,
  });
  return [
    {
      act,
      by: 'the form',
      brings: BRINGS[act] ?? [],
      ...(IDLE[act] ? { isIdle: IDLE[act] } : {}),
      letter: ({ escalation }, sender, world) =>
        submissionLetter(sender, form.render({ escalation, ...world }), TYPED[form.id]?.(world) ?? {}),
    },
    opened('opening the form', (cell, sender) =>
      pressLetter(sender, channelOf(cell), { action_id: form.id, value: cell.escalation.id }),
    ),
  ];
}

const buttons = BUTTONS.map(
  (button): Way => ({
    act: button.request(0).type,
    by: 'the button',
    brings: BRINGS[button.request(0).type] ?? [],
    ...(IDLE[button.request(0).type] ? { isIdle: IDLE[button.request(0).type] } : {}),
    letter: (cell, sender) => {
      const { escalation } = cell;
      const { action_id, value } = button.block(escalation.id, subjectOf(button.request(0).type, cell));
      return pressLetter(sender, channelOf(cell), { action_id, value });
    },
  }),
);

/** seq of the event that the button answers. */
function subjectOf(act: Act, { escalation }: Cell): number | undefined {
  const { offer, roleOffers, bystanders } = escalation;
  if (act === 'AcceptHandOver' || act === 'DeclineHandOver') return offer?.seq ?? 1;
  if (act === 'AcceptRole' || act === 'DeclineRole') return roleOffers[0]?.seq ?? 1;
  return act === 'AdmitBystanders' ? (bystanders?.seq ?? 1) : undefined;
}

function seen(by: string, letter: Way['letter']): Way {
  return { act: 'See', by, brings: 'the truth', letter };
}

const SEEN: readonly Way[] = [
  ...['status', 'timeline', 'context'].map((word) =>
    seen(`/swarm ${word}`, (cell, sender) => commandLetter(sender, channelOf(cell), '/swarm', word)),
  ),
  seen('showing all', (cell, sender) =>
    pressLetter(sender, channelOf(cell), {
      action_id: ACTIONS.whole,
      value: menuValue('problem', cell.escalation.id),
    }),
  ),
];

const OTHERS: readonly Way[] = [
  {
    act: 'JoinSwarm',
    by: 'coming into the channel',
    brings: ['PersonJoined'],
    isEvent: true,
    isIdle: isIn,
    letter: (cell, sender) => membership('member_joined_channel', cell, sender, sender.person),
  },
  {
    act: 'PullIn',
    by: 'bringing somebody into the channel',
    brings: ['PeoplePulledIn'],
    isEvent: true,
    letter: (cell, sender, { idOf }) =>
      membership('member_joined_channel', cell, sender, idOf('lee'), { inviter: sender.person }),
  },
  {
    act: 'LeaveSwarm',
    by: 'leaving the channel',
    // Whoever answers for something is brought back.
    brings: ['PersonLeft', 'PersonReturned'],
    isEvent: true,
    isIdle: (cell) => !isIn(cell),
    letter: (cell, sender) => membership('member_left_channel', cell, sender, sender.person),
  },
  {
    act: 'AddNote',
    by: 'the shortcut on a message',
    brings: 'a form',
    letter: (cell, sender) =>
      shortcutLetter(sender, channelOf(cell), SHORTCUTS.noteMessage, 'It began at noon'),
  },
];

function membership(type: string, cell: Cell, sender: Sender, user: string, more: Json = {}): Letter {
  return eventLetter(sender, { type, user, channel: channelOf(cell), channel_type: 'C', ...more });
}

/** By which an escalation is known that somebody opens beside their own. */
export const ticketFor = ({ secret }: Cell) => `#new${secret}`;

function opensForm(by: string, letter: Way['letter']): Way {
  return { act: 'OpenEscalation', by, brings: 'a form', letter };
}

const OPENING: readonly Way[] = [
  {
    act: 'OpenEscalation',
    by: 'the form',
    brings: ['EscalationOpened'],
    letter: (cell, sender, { now, playbooks, teams }) => {
      const shown = escalateModal({ playbooks, teams, now, metadata: {}, playbook: 'outage' });
      return submissionLetter(sender, shown, {
        customer: { value: 'Initech' },
        ticket: { value: ticketFor(cell) },
        problem: { value: 'It is down' },
        outcome: { value: 'It is up' },
        ...(cell.escalation.isPrivate ? { private: { selected_options: [{ value: 'yes' }] } } : {}),
      });
    },
  },
  opensForm('/escalate', (cell, sender) => commandLetter(sender, channelOf(cell), COMMANDS.escalate, '')),
  opensForm('the shortcut on a message', (cell, sender) =>
    shortcutLetter(sender, channelOf(cell), SHORTCUTS.escalateMessage, 'It is down'),
  ),
  opensForm('the button', (cell, sender) =>
    pressLetter(sender, channelOf(cell), { action_id: ACTIONS.escalate, value: '' }),
  ),
];

/** All of them. */
export const WAYS: readonly Way[] = [...OPENING, ...FORMS.flatMap(ofForm), ...buttons, ...OTHERS, ...SEEN];
