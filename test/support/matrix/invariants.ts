import { timersOf } from '../../../src/domain/checkpoint.ts';
import { effectKey } from '../../../src/domain/effect.ts';
import type { Escalation } from '../../../src/domain/escalation.ts';
import type { Event } from '../../../src/domain/event.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import { react } from '../../../src/domain/react.ts';
import { channelTopic } from '../../../src/slack/views/topic.ts';
import { loadEvents } from '../../../src/store/events.ts';
import type { Stage } from '../script.ts';
import { words } from '../story.ts';

/**
 * What is not as it should be between the timeline, the work to do and Slack, in words; nothing when all is well.
 * Holds for every escalation whenever all is quiet, whatever happened on the way.
 * @param since How many calls Slack had had before the first of these escalations.
 */
export async function discrepancies(stage: Stage, since = 0): Promise<string[]> {
  const calls = stage.sandbox.calls.slice(since);
  const { db } = stage.database;
  const rows = await db.escalation.findMany({ orderBy: { number: 'asc' } });
  const found: string[] = [
    ...channelsBeside(
      calls,
      rows.map((row) => row.channelId),
    ),
    ...postsTwice(calls),
  ];
  for (const { id } of rows) {
    const events = await loadEvents(db, id);
    const { escalation, keys } = retell(events);
    const wrong = [
      ...(await workLeft(stage, id)),
      ...(await neverDone(stage, id, keys)),
      ...(await timersWrong(stage, escalation)),
      ...(await postsGone(stage, calls, id)),
      ...slackWrong(stage, escalation, events),
    ];
    found.push(...wrong.map((one) => `ESC-${escalation.number}: ${one}`));
  }
  return found;
}

type Calls = Stage['sandbox']['calls'];

/** The state that the events lead to, and the keys of all that followed from them. */
function retell(events: readonly Event[]): { escalation: Escalation; keys: Set<string> } {
  let state: Escalation | null = null;
  const keys = new Set<string>();
  for (const event of events) {
    state = evolve(state, event);
    for (const effect of react(state, event)) keys.add(effectKey(effect));
  }
  if (state === null) throw new Error('an escalation without events');
  return { escalation: state, keys };
}

function channelsBeside(calls: Calls, known: readonly (string | null)[]): string[] {
  const made = calls.filter(
    (call) => call.method === 'conversations.create' && call.ok && String(call.args.name).startsWith('esc-'),
  );
  return made.length === known.length
    ? []
    : [`${made.length} channels were created for ${known.length} escalations`];
}

/** Every message of ours names its purpose in its metadata; none may have been posted twice. */
function postsTwice(calls: Calls): string[] {
  const counts = new Map<string, number>();
  for (const { method, ok, args } of calls) {
    const { event_payload: payload } = (args.metadata ?? {}) as { event_payload?: { op?: string } };
    if (method !== 'chat.postMessage' || !ok || payload?.op === undefined) continue;
    counts.set(payload.op, (counts.get(payload.op) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([op, count]) => `${op} was posted ${count} times`);
}

async function workLeft({ database }: Stage, escalationId: string): Promise<string[]> {
  const rows = await database.db.effect.findMany({ where: { escalationId, state: { not: 'done' } } });
  return rows.map((row) => `${row.key} is ${row.state}`);
}

async function neverDone({ database }: Stage, escalationId: string, keys: Set<string>): Promise<string[]> {
  const rows = await database.db.effect.findMany({ where: { escalationId }, select: { key: true } });
  const staged = new Set(rows.map((row) => row.key));
  return [...keys].filter((key) => !staged.has(key)).map((key) => `${key} was never staged`);
}

async function timersWrong({ database }: Stage, escalation: Escalation): Promise<string[]> {
  const armed = await database.db.timer.findMany({ where: { escalationId: escalation.id, state: 'armed' } });
  const shown = (timers: readonly { kind: string; dueAt: Date | number }[]) =>
    timers
      .map((one) => `${one.kind} at ${new Date(one.dueAt).toISOString()}`)
      .sort()
      .join(', ');
  const [are, should] = [shown(armed), shown(timersOf(escalation))];
  return are === should ? [] : [`armed are [${are}], should be [${should}]`];
}

async function postsGone({ database }: Stage, calls: Calls, escalationId: string): Promise<string[]> {
  const posts = await database.db.post.findMany({ where: { escalationId } });
  const posted = new Set(
    calls.flatMap((call) => (call.method === 'chat.postMessage' && call.ok ? [opOf(call.args)] : [])),
  );
  return posts.flatMap((post) =>
    posted.has(`${escalationId}-${post.key}`) ? [] : [`${post.key} is not in Slack`],
  );
}

function opOf(args: { readonly [key: string]: unknown }): string | undefined {
  const { event_payload: payload } = (args.metadata ?? {}) as { event_payload?: { op?: string } };
  return payload?.op;
}

function slackWrong({ sandbox, now }: Stage, escalation: Escalation, events: readonly Event[]): string[] {
  const channel = escalation.channel?.id;
  if (channel === undefined) return ['there is no channel'];
  const inside = escalation.swarm.map((one) => one.id);
  const someone = sandbox.person(inside[0] ?? '');
  const members = someone.members(channel);
  const pins = someone.pins(channel);
  const cards = someone.messages(channel).filter((one) => words(one).includes('*In the swarm*'));
  const { topic } = someone.conversation(channel);
  const topics = [now(), events.at(-1)?.at ?? 0].map((time) => channelTopic(escalation, time));
  const lines = sandbox
    .person('riley')
    .messages('escalations')
    .filter((one) => new RegExp(`ESC-${escalation.number}\\b`).test(words(one)));
  return [
    ...inside.filter((id) => !members.includes(id)).map((id) => `${id} is not in the channel`),
    ...(cards.length === 1 ? [] : [`there are ${cards.length} cards`]),
    ...(pins.length === 1 && pins[0]?.ts === cards[0]?.ts ? [] : [`${pins.length} messages are pinned`]),
    ...(topics.includes(topic) ? [] : [`the topic is "${topic}", should be "${topics[0]}"`]),
    ...(lines.length === 1 ? [] : [`there are ${lines.length} lines in the escalations channel`]),
  ];
}
