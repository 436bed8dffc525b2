import { effectKey } from '../../../src/domain/effect.ts';
import type { Event } from '../../../src/domain/event.ts';
import { isInSwarm } from '../../../src/domain/kernel/escalation.ts';
import { isOver } from '../../../src/domain/kernel/status.ts';
import type { Message } from '../../../src/sandbox/protocol.ts';
import { channelTopic } from '../../../src/slack/slices/card/topic.ts';
import type { Stage } from '../script.ts';
import { markup, words } from '../words.ts';
import type { Tale } from './tale.ts';

/** What stands in Slack, and what was called there. */

export type Calls = Stage['sandbox']['calls'];

export function channelsBeside(calls: Calls, tales: readonly Tale[]): string[] {
  const made = calls.filter(
    (call) => call.method === 'conversations.create' && call.ok && String(call.args.name).startsWith('esc-'),
  );
  const isMade = (event: Event) => event.type === 'SwarmChannelCreated';
  const others = tales.reduce((sum, { events }) => sum + Math.max(0, events.filter(isMade).length - 1), 0);
  return made.length === tales.length + others
    ? []
    : [
        `${made.length} channels were created for ${tales.length} escalations: ${made.map(({ args, at }) => `${args.name} at ${at}`).join(', ')}`,
      ];
}

/**
 * Every message of ours names its purpose in its metadata; none may have been posted twice, but for a card that was
 * deleted, or what another channel shows as well.
 */
export function postsTwice({ sandbox }: Stage, calls: Calls, tales: readonly Tale[]): string[] {
  const counts = new Map<string, number>();
  const retracted = retractedIn(calls);
  for (const op of postedOps(calls)) counts.set(op, (counts.get(op) ?? 0) + 1);
  for (const { id, events, escalation } of tales) {
    const card = `${id}-${effectKey({ type: 'ShowCard' })}`;
    const times = (what: string) => events.filter(({ type }) => type === what).length;
    // One that was deleted before Muster knew that it stood there is on no timeline.
    const deleted = Math.max(
      times('CardDeleted'),
      [...deletedIn(sandbox, escalation.channel?.id)].filter((ts) => !retracted.has(ts)).length,
    );
    counts.set(card, (counts.get(card) ?? 0) - deleted - times('NewChannelWanted'));
  }
  return [...counts].filter(([, count]) => count > 1).map(([op, count]) => `${op} was posted ${count} times`);
}

/** Messages that people deleted in a channel, as far back as the sandbox remembers. */
function deletedIn({ deliveries }: Stage['sandbox'], channel: string | undefined): Set<string> {
  const events = deliveries.map(
    ({ payload }) => payload.event as { subtype?: string; channel?: string; deleted_ts?: string } | undefined,
  );
  const gone = events.filter((one) => one?.subtype === 'message_deleted' && one.channel === channel);
  return new Set(gone.map((one) => one?.deleted_ts ?? ''));
}

/** Without what Muster took away again. */
export function postedOps(calls: Calls): string[] {
  const retracted = retractedIn(calls);
  return calls.flatMap(({ method, ok, args, ts = '' }) => {
    const { event_payload: payload } = (args.metadata ?? {}) as { event_payload?: { op?: string } };
    const stands = method === 'chat.postMessage' && ok && !retracted.has(ts);
    return stands && payload?.op !== undefined ? [payload.op] : [];
  });
}

function retractedIn(calls: Calls): Set<string> {
  return new Set(calls.flatMap(({ method, ok, ts }) => (method === 'chat.delete' && ok && ts ? [ts] : [])));
}

/** Muster mentions those who take part in something, one by one, and nobody else. */
export function mentionsWrong(calls: Calls, tales: readonly Tale[]): string[] {
  const known = new Set(tales.flatMap(({ events }) => idsIn(events)));
  return calls.flatMap(({ method, ok, args }) => {
    if (!ok || !/^(chat\.|response_url)/.test(method)) return [];
    const text = `${args.text ?? ''}\n${markup({ blocks: blocksOf(args.blocks) })}`;
    const all = text.match(/<!(channel|here|everyone|subteam)[^>]*>/g) ?? [];
    const people = [...text.matchAll(/<@(\w+)/g)].map(([, id]) => id ?? '').filter((id) => !known.has(id));
    return [...all, ...people].map((one) => `${one} was mentioned in ${text.slice(0, 200)}`);
  });
}

function blocksOf(blocks: unknown): unknown[] {
  const read: unknown = typeof blocks === 'string' ? JSON.parse(blocks) : blocks;
  return Array.isArray(read) ? read : [];
}

/** Everything that is a Slack id of a person and nothing else. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[UW][A-Z0-9]+$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

/** Posts that the database knows of and Slack does not. */
export async function postsGone(
  { database }: Stage,
  { id }: Tale,
  posted: ReadonlySet<string>,
): Promise<string[]> {
  const posts = await database.db.post.findMany({ where: { escalationId: id } });
  return posts.flatMap(({ key }) => (posted.has(`${id}-${key}`) ? [] : [`${key} is not in Slack`]));
}

type Room = {
  readonly members: readonly string[];
  readonly pins: readonly Message[];
  readonly messages: readonly Message[];
  readonly topic: string;
  readonly isPrivate: boolean;
};

/** The swarm's channel as somebody in it sees it; null when there is none. */
export function roomOf({ sandbox }: Stage, { escalation }: Tale): Room | null {
  const channel = escalation.channel?.id;
  if (channel === undefined) return null;
  const seer = escalation.swarm
    .map((one) => sandbox.person(one.id))
    .find((one) => one.conversations().some(({ id }) => id === channel));
  if (seer === undefined) return null;
  const { topic, kind } = seer.conversation(channel);
  return {
    members: seer.members(channel),
    pins: seer.pins(channel),
    messages: seer.messages(channel),
    topic,
    isPrivate: kind === 'private',
  };
}

/** Once it is over, even those who are needed may go; until then everybody who counts as in is in. */
export function membersWrong({ sandbox }: Stage, { escalation }: Tale, room: Room): string[] {
  const { swarm } = escalation;
  const hasLeft = (id: string) =>
    room.messages.findLast((one) => one.user === id && /^channel_(join|leave)$/.test(one.subtype ?? ''))
      ?.subtype === 'channel_leave';
  const missing = swarm
    .map((one) => one.id)
    .filter((id) => !room.members.includes(id) && !(isOver(escalation) && hasLeft(id)));
  const beside = room.members.filter((id) => id !== sandbox.botUserId && !isInSwarm(escalation, id));
  return [
    ...missing.map((id) => `${id} is not in the channel`),
    ...beside.map((id) => `${id} is in the channel and not in the swarm`),
  ];
}

export function cardWrong(tale: Tale, room: Room): string[] {
  const cards = room.messages.filter((one) => words(one).includes('*In the swarm*'));
  const isPinned = room.pins.length === 1 && room.pins[0]?.ts === cards[0]?.ts;
  const isBare = room.pins.length === 0 && mayBeBare(tale);
  return [
    ...(cards.length === 1 ? [] : [`there are ${cards.length} cards`]),
    ...(isPinned || isBare ? [] : [`${room.pins.length} messages are pinned`]),
  ];
}

/** Whoever takes the pin off a second time, or once all is over, means it. */
function mayBeBare({ steps }: Tale): boolean {
  return steps.some(
    ({ event, after }) => event.type === 'CardUnpinned' && (after.unpinned > 1 || isOver(after)),
  );
}

export function topicWrong({ now }: Stage, { escalation, events }: Tale, { topic }: Room): string[] {
  const should = [now(), events.at(-1)?.at ?? 0].map((time) => channelTopic(escalation, time));
  return should.includes(topic) ? [] : [`the topic is "${topic}", should be "${should[0]}"`];
}

export function lineWrong({ sandbox }: Stage, { number }: Tale): string[] {
  const lines = sandbox
    .person('riley')
    .messages('escalations')
    .filter((one) => new RegExp(`ESC-${number}\\b`).test(words(one)));
  return lines.length === 1 ? [] : [`there are ${lines.length} lines in the escalations channel`];
}

/** Whatever kept Muster out of the channel still does. */
export function lostWrong({ sandbox }: Stage, { escalation }: Tale): string[] {
  const { channel, swarm } = escalation;
  if (channel?.lost !== 'removed' && channel?.lost !== 'archived') return [];
  const seer = swarm
    .map((one) => sandbox.person(one.id))
    .find((one) => one.conversations().some(({ id }) => id === channel.id));
  if (seer === undefined || seer.conversation(channel.id).isArchived) return [];
  return seer.members(channel.id).includes(sandbox.botUserId)
    ? [`it is taken for ${channel.lost}, and Muster is in it`]
    : [];
}

export function secrecyWrong({ escalation }: Tale, { isPrivate }: Room): string[] {
  if (escalation.isPrivate === isPrivate) return [];
  return [`it is ${escalation.isPrivate ? 'private' : 'public'}, and its channel is not`];
}
