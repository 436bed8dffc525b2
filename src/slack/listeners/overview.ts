import type { RespondFn } from '@slack/bolt';
import { refuseUnlessAllowed } from '../../domain/kernel/access.ts';
import { explain, type Refusal } from '../../domain/refusal.ts';
import { openEscalations } from '../../store/lists.ts';
import { escalationOfChannel, timeline as eventsOf, loadFor, underWay } from '../../store/queries.ts';
import { publishHome } from '../home.ts';
import { COMMANDS } from '../ids.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { withNames } from '../names.ts';
import { type Invocation, readCommand, readEvent } from '../payload.ts';
import { commitReceipt, openForm } from '../receive.ts';
import { showLater } from '../show-later.ts';
import { FORMS } from '../slices.ts';
import { help } from '../views/help.ts';
import { list } from '../views/list.ts';
import { status } from '../views/status.ts';
import { timeline } from '../views/timeline.ts';
import { wholeContext } from '../views/whole-context.ts';

type Message = ReturnType<typeof help>;
type Reply = Message[] | Refusal;

/** /swarm, which shows how things stand or opens a form, and App Home. */
export function registerOverview(app: ListenerRegistry, context: ListenerContext): void {
  app.command(COMMANDS.swarm, async ({ ack, body, respond }) => {
    const invocation = readCommand(body);
    const isNew = await commitReceipt(context, invocation);
    await ack();
    if (isNew) showLater(context, 'swarm', body, () => answer(context, invocation, respond));
  });
  app.event('app_home_opened', async ({ event, body }) => {
    const header = readEvent(body, event.user);
    const isNew = await commitReceipt(context, header);
    if (isNew && event.tab === 'home')
      context.later('home', () => publishHome(context, header.workspace, header.person));
  });
}

type Show = (context: ListenerContext, invocation: Invocation) => Promise<Reply>;

/** By the words after /swarm. A map, since people's words are no names of ours. */
const WAYS: ReadonlyMap<string, Show> = new Map([
  ['', showStatus],
  ['status', showStatus],
  ['list', showList],
  ['timeline', showTimeline],
  ['context', showContext],
]);

async function answer(context: ListenerContext, invocation: Invocation, respond: RespondFn): Promise<void> {
  const form = FORMS.find(({ word }) => word === invocation.text.trim().toLowerCase());
  if (form === undefined) return show(await look(context, invocation), respond);
  const escalation = await escalationHere(context, invocation);
  if ('code' in escalation) return show(escalation, respond);
  await openForm(context, invocation, escalation.id, form, (refusal) => show(refusal, respond));
}

function look(context: ListenerContext, invocation: Invocation): Promise<Reply> {
  const [word = '', page, ...rest] = invocation.text.toLowerCase().split(/\s+/);
  if (word === 'timeline' && page !== undefined && rest.length === 0 && /^[1-9]\d{0,5}$/.test(page)) {
    return showTimeline(context, invocation, Number(page));
  }
  const way = page === undefined ? WAYS.get(word) : undefined;
  return way ? way(context, invocation) : Promise.resolve([help()]);
}

async function showStatus(context: ListenerContext, invocation: Invocation): Promise<Reply> {
  const escalation = await escalationHere(context, invocation);
  if ('code' in escalation) return escalation;
  const { engine, names, now } = context;
  const doing = await underWay(engine.db, escalation.id);
  return withNames(names, invocation.workspace, (named) => [status(escalation, now(), named, doing)]);
}

async function showTimeline(context: ListenerContext, invocation: Invocation, page = 1): Promise<Reply> {
  const escalation = await escalationHere(context, invocation);
  if ('code' in escalation) return escalation;
  const events = await eventsOf(context.engine.db, escalation.id);
  return withNames(context.names, invocation.workspace, (names) => timeline(escalation, events, names, page));
}

async function showContext(context: ListenerContext, invocation: Invocation): Promise<Reply> {
  const escalation = await escalationHere(context, invocation);
  if ('code' in escalation) return escalation;
  return withNames(context.names, invocation.workspace, (names) => wholeContext(escalation, names));
}

async function showList(context: ListenerContext, { workspace, person }: Invocation): Promise<Reply> {
  const { kind } = await context.accounts.find(workspace, person);
  const rows = await openEscalations(context.engine.db, workspace, { id: person, kind });
  const names = await context.names(
    workspace,
    rows.flatMap((row) => row.owner ?? []),
  );
  return [list(rows, context.now(), names)];
}

async function escalationHere(context: ListenerContext, { workspace, channel, person }: Invocation) {
  const { db } = context.engine;
  const id = channel === null ? null : await escalationOfChannel(db, workspace, channel);
  const kinds = await context.accounts.kindsOf(workspace, [person]);
  const found = id === null ? null : await loadFor(db, workspace, id, person, kinds);
  if (found === null) return { code: 'UnknownEscalation' } as const;
  return refuseUnlessAllowed('See', found.escalation, found.by) ?? found.escalation;
}

/** Told to the person who asked alone, in order. Slack takes up to five answers to one command. */
async function show(answer: Reply, respond: RespondFn): Promise<void> {
  const messages = 'code' in answer ? [{ text: explain(answer, (person) => `<@${person}>`) }] : answer;
  for (const message of messages) await respond({ response_type: 'ephemeral', ...message });
}
