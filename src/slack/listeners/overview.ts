import type { RespondFn } from '@slack/bolt';
import { maySee } from '../../domain/kernel/access.ts';
import { explain, type Refusal } from '../../domain/refusal.ts';
import {
  escalationOfChannel,
  timeline as eventsOf,
  loadEscalation,
  openEscalations,
  underWay,
} from '../../store/queries.ts';
import { publishHome } from '../home.ts';
import { COMMANDS } from '../ids.ts';
import type { Muster } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { type Invocation, readCommand, readEvent } from '../payload.ts';
import { withNames } from '../people.ts';
import { commitReceipt } from '../receive.ts';
import { help } from '../views/help.ts';
import { list } from '../views/list.ts';
import { status } from '../views/status.ts';
import { timeline } from '../views/timeline.ts';

type Message = ReturnType<typeof help>;
type Answer = Message[] | Refusal;

/** Looking without changing anything: /swarm and App Home. */
export function registerOverview(app: ListenerRegistry, muster: Muster): void {
  app.command(COMMANDS.swarm, async ({ ack, body, respond }) => {
    const invocation = readCommand(body);
    const isNew = await commitReceipt(muster, invocation);
    await ack();
    if (isNew) muster.later('swarm', async () => show(await answer(muster, invocation), respond));
  });
  app.event('app_home_opened', async ({ event, body }) => {
    const arrival = readEvent(body, event.user);
    const isNew = await commitReceipt(muster, arrival);
    if (isNew && event.tab === 'home')
      muster.later('home', () => publishHome(muster, arrival.workspace, arrival.person));
  });
}

function answer(muster: Muster, invocation: Invocation): Promise<Answer> {
  const ways: Record<string, (muster: Muster, invocation: Invocation) => Promise<Answer>> = {
    '': showStatus,
    status: showStatus,
    list: showList,
    timeline: showTimeline,
  };
  const way = ways[invocation.text.toLowerCase()];
  return way ? way(muster, invocation) : Promise.resolve([help()]);
}

async function showStatus(muster: Muster, invocation: Invocation): Promise<Answer> {
  const escalation = await escalationHere(muster, invocation);
  if ('code' in escalation) return escalation;
  const { engine, names, now } = muster;
  const doing = await underWay(engine.db, escalation.id);
  return withNames(names, invocation.workspace, (named) => [status(escalation, now(), named, doing)]);
}

async function showTimeline(muster: Muster, invocation: Invocation): Promise<Answer> {
  const escalation = await escalationHere(muster, invocation);
  if ('code' in escalation) return escalation;
  const events = await eventsOf(muster.engine.db, escalation.id);
  return withNames(muster.names, invocation.workspace, (names) => timeline(escalation, events, names));
}

async function showList(muster: Muster, { workspace, person }: Invocation): Promise<Answer> {
  const rows = await openEscalations(muster.engine.db, workspace, person);
  const names = await muster.names(
    workspace,
    rows.flatMap((row) => row.owner ?? []),
  );
  return [list(rows, muster.now(), names)];
}

async function escalationHere(muster: Muster, { workspace, channel, person }: Invocation) {
  const id = channel === null ? null : await escalationOfChannel(muster.engine.db, workspace, channel);
  const escalation = id === null ? null : await loadEscalation(muster.engine.db, workspace, id);
  if (escalation === null) return { code: 'UnknownEscalation' } as const;
  return maySee(escalation, person) ? escalation : ({ code: 'PrivateSwarm' } as const);
}

/** Told to the person who asked alone, in order. Slack takes up to five answers to one command. */
async function show(answer: Answer, respond: RespondFn): Promise<void> {
  const messages =
    'code' in answer ? [{ text: explain(answer, (person) => `<@${person}>`) }] : answer.slice(-5);
  for (const message of messages) await respond({ response_type: 'ephemeral', ...message });
}
