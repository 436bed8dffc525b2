import { z } from 'zod';
import { visible } from '../domain/kernel/visible.ts';
import { deadlineOf } from './deadline.ts';
import type { Values } from './kit/values.ts';
import { type ReadMessage, readMessage } from './message.ts';

const Id = z.string().min(1).max(500);
/** The first part of the workspace's address. */
const Domain = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .nullish()
  .catch(null);
const Team = z.object({ id: Id, domain: Domain });
/** What a button, an option or a form carries along; Slack takes no more. */
const Carried = z.string().max(3000);
/**
 * What people typed, as everybody sees it. More than Slack lets anybody send at once is no text; whether it is more than
 * a form may hold, the domain says.
 */
const Typed = z.string().max(40_000).transform(visible);
/** Slack's people have ids such as U012AB3CD, in some workspaces W012A3CDE. Whatever else claims to be one is not. */
const PersonId = z.string().regex(/^[UW][A-Z0-9]{1,30}$/);
const User = z.object({ id: PersonId });
/** view.state.values: block_id → action_id → what the control holds. */
const Option = z.object({ value: Carried.optional() });
const Control = z.object({
  type: z.string().max(100).optional(),
  value: Typed.nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).max(500).nullish(),
  selected_user: PersonId.nullish(),
  selected_users: z.array(PersonId).max(1000).nullish(),
  selected_date_time: z.number().nullish(),
});
const StateValues = z
  .record(Id, z.record(Id, Control))
  .refine((values) => Object.keys(values).length <= 100, 'a form has 100 blocks at most');

const Action = z.object({
  action_id: Id,
  block_id: z.string().max(500),
  value: Carried.optional(),
  selected_option: z.object({ value: Carried }).nullish(),
  action_ts: z.coerce.number().catch(0),
});

const BlockActions = z.object({
  trigger_id: Id,
  team: Team,
  user: User,
  channel: z.object({ id: Id }).optional(),
  response_url: Carried.optional(),
  view: z
    .object({
      id: Id,
      hash: z.string().max(500),
      type: z.enum(['modal', 'home']),
      private_metadata: Carried.default(''),
      state: z.object({ values: StateValues }).optional(),
    })
    .optional(),
  actions: z.array(Action).min(1).max(100),
});

const ViewSubmission = z.object({
  team: Team,
  user: User,
  view: z.object({
    id: Id,
    hash: z.string().max(500),
    callback_id: z.string().max(500),
    private_metadata: Carried.default(''),
    state: z.object({ values: StateValues }),
  }),
});

const Command = z.object({
  trigger_id: Id,
  team_id: Id,
  user_id: PersonId,
  channel_id: Id,
  text: Typed.default(''),
});

const Shortcut = z.object({
  trigger_id: Id,
  team: Team,
  user: User,
  channel: z.object({ id: Id }).optional(),
  message: z.unknown().optional(),
  response_url: Carried.optional(),
});

const Envelope = z.object({ team_id: Id, event_id: Id });
const ChannelEvent = z.object({ channel: Id, user: PersonId.optional(), actor_id: PersonId.optional() });
const Membership = z.object({ channel: Id, user: PersonId, inviter: PersonId.optional() });
const Rename = z.object({ channel: z.object({ id: Id, name: Id }) });
const IdChange = z.object({ old_channel_id: Id, new_channel_id: Id });
const PinEvent = z.object({
  user: PersonId,
  channel_id: Id,
  item: z.object({ message: z.object({ ts: Id }).optional() }),
});
const MessageEvent = z.object({ channel: Id, user: PersonId.optional(), deleted_ts: Id.optional() });
const PersonEvent = z.object({
  user: z.object({
    id: PersonId,
    name: Typed.default(''),
    real_name: Typed.optional(),
    profile: z.object({ display_name: Typed.optional() }).optional(),
    deleted: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
  }),
});

/** Somebody did something: who, where, and Slack's own id of it, by which a redelivery is known. */
export type PayloadHeader = {
  readonly key: string;
  readonly kind: 'action' | 'view' | 'command' | 'shortcut' | 'event';
  readonly workspace: string;
  readonly person: string;
  /** What it asks for is committed by then, or not at all; by `performance.now()`. */
  readonly deadline: number;
};

/** A button or select was used. */
export type Press = PayloadHeader & {
  readonly triggerId: string;
  readonly action: string;
  readonly value: string;
  readonly channel: string | null;
  readonly view: NonNullable<z.infer<typeof BlockActions>['view']> | null;
  /** In s since 1970, by Slack's clock. */
  readonly pressedAt: number;
};

export type Submission = PayloadHeader & {
  readonly viewId: string;
  readonly metadata: string;
  readonly values: Values;
};

export type Invocation = PayloadHeader & {
  readonly triggerId: string;
  readonly channel: string | null;
  /** Of a workspace's address; null when Slack does not tell. */
  readonly domain: string | null;
  readonly text: string;
  /** The message that a shortcut was used on, whose text that is. */
  readonly message: ReadMessage | null;
};

export function readPress(body: unknown): Press {
  const { trigger_id, team, user, channel, view, actions } = BlockActions.parse(body);
  const action = actions[0] as z.infer<typeof Action>;
  return {
    key: trigger_id,
    kind: 'action',
    deadline: deadlineOf(body),
    workspace: team.id,
    person: user.id,
    triggerId: trigger_id,
    action: action.action_id,
    value: action.value ?? action.selected_option?.value ?? '',
    channel: channel?.id ?? null,
    view: view ?? null,
    pressedAt: action.action_ts,
  };
}

export function readSubmission(body: unknown): Submission {
  const { team, user, view } = ViewSubmission.parse(body);
  return {
    // The same view in the same state is done once; what a refusal left unchanged may be sent again, corrected.
    key: `${view.id}-${view.hash}`,
    kind: 'view',
    deadline: deadlineOf(body),
    workspace: team.id,
    person: user.id,
    viewId: view.id,
    metadata: view.private_metadata,
    values: view.state.values,
  };
}

export function readCommand(body: unknown): Invocation {
  const { trigger_id, team_id, user_id, channel_id, text } = Command.parse(body);
  return {
    key: trigger_id,
    kind: 'command',
    deadline: deadlineOf(body),
    workspace: team_id,
    person: user_id,
    triggerId: trigger_id,
    channel: channel_id,
    domain: null,
    text: text.trim(),
    message: null,
  };
}

/** A global shortcut has neither channel nor text; a message shortcut has the message's. */
export function readShortcut(body: unknown): Invocation {
  const { trigger_id, team, user, channel, ...sent } = Shortcut.parse(body);
  const message = sent.message === undefined ? null : readMessage(sent.message);
  return {
    key: trigger_id,
    kind: 'shortcut',
    deadline: deadlineOf(body),
    workspace: team.id,
    person: user.id,
    triggerId: trigger_id,
    channel: channel?.id ?? null,
    domain: team.domain ?? null,
    text: message?.text ?? '',
    message,
  };
}

/** An event about a channel. `by` did it, as far as Slack says. */
export type Seen = Omit<PayloadHeader, 'person'> & { readonly channel: string; readonly by: string | null };

export function readChannelEvent(body: unknown): Seen {
  const { channel, user, actor_id } = eventIn(ChannelEvent, body);
  return seen(body, channel, user ?? actor_id);
}

/** Somebody came to a channel or left it. `inviter` is null for who came by themselves. */
export type Membership = PayloadHeader & { readonly channel: string; readonly inviter: string | null };

export function readMembership(body: unknown): Membership {
  const { channel, user, inviter } = eventIn(Membership, body);
  return { ...envelopeOf(body), channel, person: user, inviter: inviter ?? null };
}

export function readRename(body: unknown) {
  const { id, name } = eventIn(Rename, body).channel;
  return { ...seen(body, id), id, name };
}

/** `id` is the new one. */
export function readIdChange(body: unknown) {
  const { old_channel_id, new_channel_id } = eventIn(IdChange, body);
  return { ...seen(body, old_channel_id), id: new_channel_id };
}

/** `ts` is null for a pinned file. */
export function readPinEvent(body: unknown) {
  const { channel_id, user, item } = eventIn(PinEvent, body);
  return { ...seen(body, channel_id, user), ts: item.message?.ts ?? null };
}

export function readMessageEvent(body: unknown) {
  const { channel, user, deleted_ts } = eventIn(MessageEvent, body);
  return { ...seen(body, channel, user), deletedTs: deleted_ts ?? null };
}

/** Somebody's account or profile changed. */
export function readPersonEvent(body: unknown) {
  const { user } = eventIn(PersonEvent, body);
  const { id, name, real_name, profile, deleted } = user;
  return {
    ...readEvent(body, id),
    name: profile?.display_name || real_name || name,
    isGone: deleted,
    isGuest: user.is_restricted || user.is_ultra_restricted,
  };
}

/** The workspace in which something became of Muster itself. */
export function readInstallationEvent(body: unknown): string {
  return envelopeOf(body).workspace;
}

function seen(body: unknown, channel: string, by?: string): Seen {
  return { ...envelopeOf(body), channel, by: by ?? null };
}

function envelopeOf(body: unknown) {
  const { team_id, event_id } = Envelope.parse(body);
  return { key: event_id, kind: 'event', workspace: team_id, deadline: deadlineOf(body) } as const;
}

function eventIn<T>(shape: z.ZodType<T>, body: unknown): T {
  return z.object({ event: shape }).parse(body).event;
}

/** The envelope of an event about `person`. */
export function readEvent(body: unknown, person: string): PayloadHeader {
  return { ...envelopeOf(body), person: PersonId.parse(person) };
}
