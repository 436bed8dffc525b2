import type { ModalView } from '@slack/types';
import { refuseKindFor, refuseUnlessAllowed } from '../../domain/kernel/access.ts';
import { kindOf } from '../../domain/kernel/people.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { explain, type Refusal } from '../../domain/refusal.ts';
import type { Answer } from '../../engine/answer.ts';
import { escalationOfChannel, loadFor, timeline } from '../../store/queries.ts';
import { playbooks, teams } from '../../store/roster/read.ts';
import { membersOf } from '../channel.ts';
import { ACTIONS, COMMANDS, MODALS, readTarget, SHORTCUTS } from '../ids.ts';
import { noticeModal } from '../kit/notice.ts';
import { isQueued, queuedModal } from '../kit/queued.ts';
import { readMetadata, select } from '../kit/values.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { withNames } from '../names.ts';
import { createShowNewest, type ShowNewest } from '../newest-update.ts';
import {
  type Invocation,
  type Membership,
  type Press,
  readCommand,
  readMembership,
  readPress,
  readShortcut,
  readSubmission,
} from '../payload.ts';
import { commit, commitChannelEvent, commitReceipt } from '../receive.ts';
import { reconcile } from '../reconcile.ts';
import { openModal, tellRefusal, updateModal } from '../reply.ts';
import { showLater } from '../show-later.ts';
import { typedFor } from '../slices/opening/again.ts';
import {
  escalateErrors,
  escalateModal,
  parseEscalate,
  plannedFor,
  prefillFrom,
} from '../slices/opening/escalate.ts';
import { isOutgrown } from '../slices/opening/plan.ts';
import { createTakeOver, type TakeOver } from '../take-over.ts';

/** Opening a swarm, and who is in it. */
export function registerSwarm(app: ListenerRegistry, context: ListenerContext): void {
  const takeOver = createTakeOver(context);
  app.command(COMMANDS.escalate, async ({ ack, body }) => {
    const invocation = readCommand(body);
    const isNew = await commitReceipt(context, invocation);
    await ack();
    if (isNew) showLater(context, 'escalate', body, () => openEscalate(context, invocation, takeOver));
  });
  for (const id of [SHORTCUTS.escalate, SHORTCUTS.escalateMessage]) {
    app.shortcut(id, async ({ ack, body }) => {
      const invocation = readShortcut(body);
      const isNew = await commitReceipt(context, invocation);
      await ack();
      if (isNew) showLater(context, id, body, () => openEscalate(context, invocation, takeOver));
    });
  }
  app.action(ACTIONS.escalate, async ({ ack, body }) => {
    const press = readPress(body);
    const isNew = await commitReceipt(context, press);
    await ack();
    const nothing = { domain: null, text: '', message: null };
    if (!isNew) return;
    showLater(context, 'escalate', body, () => openEscalate(context, { ...press, ...nothing }, takeOver));
  });
  app.action(ACTIONS.escalateAgain, async ({ ack, body, respond }) => {
    const press = readPress(body);
    const isNew = await commitReceipt(context, press);
    await ack();
    if (!isNew) return;
    showLater(context, 'escalate', body, () =>
      escalateAgain(context, press, (refusal) => tellRefusal(context, press, refusal, respond)),
    );
  });
  registerEscalateModal(app, context);
  registerMembership(app, context);
}

function registerEscalateModal(app: ListenerRegistry, context: ListenerContext): void {
  const showNewest = createShowNewest();
  app.action(ACTIONS.trigger, async ({ ack, body }) => {
    const press = readPress(body);
    const isNew = await commitReceipt(context, press);
    await ack();
    if (!isNew || press.view === null) return;
    const { id, private_metadata, state } = press.view;
    const update = async () => {
      const view = await escalate(context, press.workspace, {
        playbook: press.value,
        metadata: readMetadata(private_metadata),
        prefill: prefillFrom(state?.values ?? {}),
      });
      await updateModal(context, press.workspace, id, view);
    };
    showLater(context, 'trigger', body, () => showNewest(id, press.pressedAt, update));
  });
  registerSeverity(app, context, showNewest);
  app.view(MODALS.escalate, async ({ ack, body }) => {
    const submission = readSubmission(body);
    const { workspace, person: by, values, metadata } = submission;
    const parsed = parseEscalate(values);
    if (!parsed.ok) return void (await ack({ response_action: 'errors', errors: parsed.errors }));
    const again = (taken?: EscalateParts['taken']) =>
      escalate(context, workspace, {
        playbook: parsed.value.playbook,
        metadata: readMetadata(metadata),
        prefill: prefillFrom(values),
        ...(taken ? { taken } : {}),
      });
    // Sent off before what a choice leads to was shown: nobody promises a time that they have not seen.
    const isShown = plannedFor(values) === parsed.value.playbook;
    if (!isShown || isOutgrown(readMetadata(metadata), parsed.value)) {
      return void (await ack({ response_action: 'update', view: await again() }));
    }
    const answer = await commit(context, submission, {
      type: 'OpenEscalation',
      workspace,
      by,
      ...parsed.value,
    });
    if (answer.kind === 'done') return void (await ack(queued(answer, context.now())));
    const { refusal } = answer;
    if (refusal.code !== 'TicketAlreadySwarmed') {
      const errors = await withNames(context.names, workspace, (names) =>
        escalateErrors(refusal, values, names),
      );
      return void (await ack({ response_action: 'errors', errors }));
    }
    await ack({ response_action: 'update', view: await again(refusal) });
  });
}

/** The promise follows the severity, unless the rep has set it. */
function registerSeverity(app: ListenerRegistry, context: ListenerContext, showNewest: ShowNewest): void {
  app.action(ACTIONS.severity, async ({ ack, body }) => {
    const press = readPress(body);
    const isNew = await commitReceipt(context, press);
    await ack();
    if (!isNew || press.view === null) return;
    const { id, private_metadata, state } = press.view;
    const prefill = prefillFrom(state?.values ?? {});
    const playbook = prefill.chosen?.playbook ?? null;
    // Without a trigger there is no plan yet; with another one than it was made for, that one's is on its way.
    if (playbook === null || playbook !== select(state?.values ?? {}, 'trigger')) return;
    const update = async () => {
      const view = await escalate(context, press.workspace, {
        playbook,
        metadata: readMetadata(private_metadata),
        prefill,
      });
      await updateModal(context, press.workspace, id, view);
    };
    showLater(context, 'severity', body, () => showNewest(id, press.pressedAt, update));
  });
}

/** The form says so when the channel has to wait for others; it closes when it has not. */
function queued({ channelAt, escalation }: Extract<Answer, { kind: 'done' }>, now: Instant) {
  return isQueued(channelAt, now)
    ? ({ response_action: 'update', view: queuedModal(escalation, channelAt) } as const)
    : undefined;
}

/** Slack tells who came and went; whom Muster itself brought in is known already. */
function registerMembership(app: ListenerRegistry, context: ListenerContext): void {
  app.event('member_joined_channel', async ({ body, context: bolt }) => {
    const membership = readMembership(body);
    const { person, inviter } = membership;
    if (inviter === bolt.botUserId) return;
    if (person === bolt.botUserId) return invitedBack(context, membership);
    const to = await swarmOf(context, membership);
    if (to === null || (await isIn(context, membership)) === false) return;
    await came(context, membership, to);
    // They may have gone while that was written, which was looked at before they were known to be in.
    if ((await isIn(context, membership)) === false) await went(context, again(membership), to);
  });
  app.event('member_left_channel', async ({ body }) => {
    const membership = readMembership(body);
    const to = await swarmOf(context, membership);
    if (to === null || (await isIn(context, membership)) === true) return;
    await went(context, membership, to);
    if ((await isIn(context, membership)) === true) await came(context, again(membership), to);
  });
}

type ToSwarm = { readonly workspace: string; readonly escalation: string };

async function came(context: ListenerContext, membership: Membership, to: ToSwarm): Promise<void> {
  const { person, inviter, channel: inChannel } = membership;
  const answer = await commit(
    context,
    membership,
    inviter === null
      ? { type: 'JoinSwarm', ...to, by: person, inChannel }
      : { type: 'PullIn', ...to, by: inviter, people: [person], teams: [], inChannel },
  );
  if (answer.kind === 'done') return;
  // Whoever invited them has no part in it by now. They are in the channel all the same, which its owner has to know.
  context.later('members', () => reconcile(context, to.workspace, to.escalation));
}

function went(context: ListenerContext, membership: Membership, to: ToSwarm): Promise<Answer> {
  const { person, channel } = membership;
  return commit(context, membership, { type: 'LeaveSwarm', ...to, by: person, channel });
}

/** What follows from looking once more is done once, too. */
function again(membership: Membership): Membership {
  return { ...membership, key: `${membership.key}-again` };
}

/**
 * Whether somebody is in a channel now, since Slack may tell of their coming and going late or in the wrong order. Null
 * when Slack cannot say: then what it told counts.
 */
async function isIn(
  context: ListenerContext,
  { workspace, person, channel }: Membership,
): Promise<boolean | null> {
  try {
    return (await membersOf(context.client(workspace), channel)).includes(person);
  } catch {
    return null;
  }
}

/** Without an inviter it went in by itself, and knows. */
async function invitedBack(context: ListenerContext, membership: Membership): Promise<void> {
  const { channel, inviter: person } = membership;
  if (person === null) return;
  await commitChannelEvent(context, membership, (to) => ({
    type: 'RecordChannelNews',
    ...to,
    channel,
    news: 'mended',
    person,
  }));
}

async function swarmOf(
  context: ListenerContext,
  { workspace, channel }: Membership,
): Promise<ToSwarm | null> {
  const escalation = await escalationOfChannel(context.engine.db, workspace, channel);
  return escalation === null ? null : { workspace, escalation };
}

async function openEscalate(
  context: ListenerContext,
  invocation: Invocation,
  takeOver: TakeOver,
): Promise<void> {
  const refused = await refuseToOpen(context, invocation);
  if (refused) return openModal(context, invocation, noticeModal(explain(refused, () => '')));
  const prefill = { problem: await takeOver(invocation) };
  await openModal(context, invocation, await escalate(context, invocation.workspace, { prefill }));
}

/** Whoever may not send the form is not shown it. */
async function refuseToOpen(
  context: ListenerContext,
  { workspace, person: id }: Pick<Invocation, 'workspace' | 'person'>,
): Promise<Refusal | null> {
  const kind = kindOf(await context.accounts.kindsOf(workspace, [id]), id);
  return refuseKindFor('OpenEscalation', { id, kind, leads: [], manages: false });
}

/** With what was typed for an escalation that could not be opened. */
async function escalateAgain(
  context: ListenerContext,
  press: Press,
  tell: (refusal: Refusal) => Promise<void>,
): Promise<void> {
  const { workspace, person, value } = press;
  const { db } = context.engine;
  const kinds = await context.accounts.kindsOf(workspace, [person]);
  const found = await loadFor(db, workspace, readTarget(value).escalation, person, kinds);
  if (found?.escalation.status !== 'failed') return tell({ code: 'UnknownEscalation' });
  const { escalation, by } = found;
  const refusal = refuseUnlessAllowed('See', escalation, by) ?? refuseKindFor('OpenEscalation', by);
  if (refusal) return tell(refusal);
  const prefill = typedFor(escalation, await timeline(db, escalation.id), context.now());
  const { playbook } = escalation.trigger;
  await openModal(context, press, await escalate(context, workspace, { prefill, playbook }));
}

type EscalateParts = Partial<Parameters<typeof escalateModal>[0]>;

async function escalate(
  context: ListenerContext,
  workspace: string,
  parts: EscalateParts,
): Promise<ModalView> {
  const { db } = context.engine;
  const [known, all] = await Promise.all([playbooks(db, workspace), teams(db, workspace)]);
  return escalateModal({ playbooks: known, teams: all, now: context.now(), metadata: {}, ...parts });
}
