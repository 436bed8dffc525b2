import type { WebClient } from '@slack/web-api';
import { audienceOf, type CallType, type Effect, isMessage, type MessageEffect } from '../domain/effect.ts';
import type { Escalation, PersonId } from '../domain/kernel/escalation.ts';
import type { Gateway, Job, Outcome, Post } from '../engine/gateway.ts';
import type { Accounts } from './accounts.ts';
import { outcomeOf } from './calls.ts';
import { createChannel, findChannel, invite, reachChannel, removeFromChannel } from './channel.ts';
import { exposed } from './exposed.ts';
import { METADATA_TYPE } from './ids.ts';
import type { Message } from './kit/blocks.ts';
import { type Names, withNames } from './names.ts';
import { ofChannel, ofMembers, withDeparted, worded } from './outcome.ts';
import { pagesOf } from './pages.ts';
import { regained } from './regained.ts';
import { postMessage, updateMessage } from './send.ts';
import { channelTopic } from './slices/card/topic.ts';
import { MENU, MESSAGES } from './slices.ts';
import { say } from './views/say.ts';
import { tell } from './views/tell.ts';

/** What the gateway needs beside the job. `names` answers plain names, for people who are not to be notified. */
export type GatewayParts = {
  readonly client: (workspace: string) => WebClient;
  readonly names: (workspace: string, people: readonly PersonId[]) => Promise<Names>;
  readonly accounts: Pick<Accounts, 'find' | 'kindsOf'>;
  readonly now: () => number;
};

/** Muster's verbs in Slack. Each is one call; what came of it is told, never thrown, unless it is a bug. */
export function createGateway(parts: GatewayParts): Gateway {
  return {
    perform: async (job) => {
      const outcome = await ofMembers(parts.accounts, job, ofChannel(job, await perform(parts, job)));
      return worded(await withDeparted(parts.client(job.workspace), job, outcome));
    },
    find: async (job) => {
      const found = await find(parts, job);
      return found === null ? null : ofChannel(job, found);
    },
    retract: (workspace, post) => retract(parts.client(workspace), post),
    probe: (workspace) =>
      attempt('auth.test', async () => {
        await parts.client(workspace).auth.test();
        return { kind: 'done' };
      }),
    tellRegained: (workspace, manager, outage) =>
      attempt('chat.postMessage', async () => {
        await postMessage(parts.client(workspace), { channel: manager, ...regained(outage) });
        return { kind: 'done' };
      }),
    tellExposed: async (workspace, manager, exposure) => {
      const message = await withNames(parts.names, workspace, (names) => exposed(exposure, names));
      return attempt('chat.postMessage', async () => {
        await postMessage(parts.client(workspace), { channel: manager, ...message });
        return { kind: 'done' };
      });
    },
    kindOf: async (workspace, person) => (await parts.accounts.find(workspace, person)).kind,
  };
}

async function perform(parts: GatewayParts, job: Job): Promise<Outcome> {
  const client = parts.client(job.workspace);
  const { effect } = job;
  if (isMessage(effect)) return show(client, job, placeOf(job), await render(parts, job, effect));
  return PERFORM[effect.type](client, job, effect as never, parts.now());
}

type Call<C> = (client: WebClient, job: Job, call: C, now: number) => Promise<Outcome>;

const PERFORM: { readonly [T in CallType]: Call<Extract<Effect, { type: T }>> } = {
  CreateChannel: (client, job, { name, isPrivate }) => createChannel(client, job, name, isPrivate),
  Invite: (client, { escalation }, { people }) => invite(client, swarmChannel(escalation), people),
  RemoveFromChannel: (client, { escalation }, { person }) =>
    removeFromChannel(client, swarmChannel(escalation), person),
  ReachChannel: (client, { escalation }) => reachChannel(client, escalation),
  PinCard: pin,
  ShowTopic: (client, { escalation }, _, now) =>
    attempt('conversations.setTopic', async () => {
      const topic = channelTopic(escalation, now);
      await client.conversations.setTopic({ channel: swarmChannel(escalation), topic });
      return { kind: 'done' };
    }),
};

/** Only what makes something new needs a look-up; edits, pins, topics and invites may simply be repeated. */
async function find(parts: GatewayParts, job: Job): Promise<Outcome | null> {
  const client = parts.client(job.workspace);
  if (isMessage(job.effect)) return job.post === null ? findPost(client, job) : null;
  return job.effect.type === 'CreateChannel' ? findChannel(client, job) : null;
}

function render(parts: GatewayParts, job: Job, effect: MessageEffect): Promise<Message> {
  const { escalation, workspace, event, readers } = job;
  const now = parts.now();
  const all = { say, tell, menu: MENU };
  return withNames(parts.names, workspace, (names) =>
    MESSAGES[effect.type].render({ escalation, effect, event, readers, now, names, all }),
  );
}

/** Edits the message shown before; posts it when there is none. */
async function show(client: WebClient, job: Job, channel: string | null, message: Message): Promise<Outcome> {
  if (channel === null) return { kind: 'done' };
  const { post } = job;
  if (post !== null) {
    const edited = await attempt('chat.update', async () => {
      await updateMessage(client, { channel: post.channel, ts: post.ts, ...message });
      return { kind: 'done', post };
    });
    return goneOf(edited, post) ?? edited;
  }
  return attempt('chat.postMessage', async () => {
    if (!job.isHeld()) return STOOD_STILL;
    const posted = await postMessage(client, {
      channel,
      ...message,
      metadata: { event_type: METADATA_TYPE, event_payload: { op: job.op } },
      unfurl_links: false,
      unfurl_media: false,
    });
    return { kind: 'done', post: { channel: posted.channel ?? channel, ts: posted.ts ?? '' } };
  });
}

async function findPost(client: WebClient, job: Job): Promise<Outcome | null> {
  try {
    const channel = await placeToLook(client, placeOf(job));
    if (channel === null) return null;
    const oldest = String(Math.floor(job.escalation.openedAt / 1_000) - 60);
    const since = { channel, oldest, limit: 200, include_all_metadata: true };
    for await (const page of pagesOf(client, 'conversations.history', since)) {
      const found = page.messages?.find((message) => opOf(message.metadata) === job.op);
      if (found?.ts) return { kind: 'done', post: { channel, ts: found.ts } };
    }
    return null;
  } catch (error) {
    return outcomeOf(error, 'conversations.history');
  }
}

async function pin(client: WebClient, job: Job): Promise<Outcome> {
  const card = job.card as Post;
  const pinned = await attempt('pins.add', async () => {
    await client.pins.add({ channel: card.channel, timestamp: card.ts });
    return { kind: 'done' };
  });
  const gone = goneOf(pinned, card);
  if (gone !== null) return gone;
  return pinned.kind === 'failed' && pinned.reason === 'already_pinned' ? { kind: 'done' } : pinned;
}

/** Whoever took the job over makes it, and two of one kind cannot be told from what is meant. */
const STOOD_STILL: Outcome = { kind: 'later', afterMs: 0, reason: 'Muster stood still for a moment' };

/** Refusals of an edit after which the message stands there as it is, for good. */
const FROZEN: readonly string[] = ['edit_window_closed', 'cant_update_message', 'block_mismatch'];

/** The message has to be posted anew: it is not there any more, or cannot be edited any more. */
function goneOf(outcome: Outcome, post: Post): Outcome | null {
  if (outcome.kind !== 'failed') return null;
  if (outcome.reason === 'message_not_found') return { kind: 'gone', post };
  return FROZEN.includes(outcome.reason) ? { kind: 'gone', post, isFrozen: true } : null;
}

/** Where a message may not be deleted, it is at least not pinned any more. */
async function retract(client: WebClient, { channel, ts }: Post): Promise<Outcome> {
  const deleted = await attempt('chat.delete', async () => {
    await client.chat.delete({ channel, ts });
    return { kind: 'done' };
  });
  if (deleted.kind !== 'failed' || deleted.reason !== 'cant_delete_message') return deleted;
  return attempt('pins.remove', async () => {
    await client.pins.remove({ channel, timestamp: ts });
    return { kind: 'done' };
  });
}

async function attempt(method: string, call: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await call();
  } catch (error) {
    return outcomeOf(error, method);
  }
}

/** Where an effect's message stands: a channel, or a person for a direct message; null when there is no such place. */
function placeOf({ effect, escalation, linesChannel }: Job): string | null {
  const audience = audienceOf(effect);
  if (audience === 'board') return linesChannel;
  return audience === null || audience === 'swarm' ? swarmChannel(escalation) : audience.person;
}

/** A direct message is posted to a person, but its history is read by its own id. */
async function placeToLook(client: WebClient, place: string | null): Promise<string | null> {
  if (place === null || !/^[UW]/.test(place)) return place;
  const opened = await client.conversations.open({ users: place });
  return opened.channel?.id ?? null;
}

function opOf(metadata: { event_type?: string; event_payload?: object } | undefined): unknown {
  const payload = metadata?.event_type === METADATA_TYPE ? metadata.event_payload : undefined;
  return payload && 'op' in payload ? payload.op : undefined;
}

function swarmChannel(escalation: Escalation): string {
  if (escalation.channel === null) throw new Error(`${escalation.id} has no channel yet`);
  return escalation.channel.id;
}
