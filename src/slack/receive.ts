import type { ModalView } from '@slack/types';
import { peopleNamed, refuseUnlessAllowed } from '../domain/kernel/access.ts';
import { explain, type Refusal } from '../domain/refusal.ts';
import type { Answer } from '../engine/answer.ts';
import { dispatch } from '../engine/dispatch.ts';
import type { Request } from '../engine/request.ts';
import { receive } from '../store/inbox/keep.ts';
import { escalationOfChannel, loadFor } from '../store/queries.ts';
import { teams } from '../store/roster/read.ts';
import { publishHome } from './home.ts';
import { readTarget } from './ids.ts';
import type { Button } from './kit/button.ts';
import type { Attempt, Form } from './kit/form.ts';
import type { FormData } from './kit/slice.ts';
import { readMetadata, writeMetadata } from './kit/values.ts';
import { WARNING } from './kit/words.ts';
import type { ListenerContext } from './listener-context.ts';
import type { ListenerRegistry } from './listener-registry.ts';
import { withNames } from './names.ts';
import { type PayloadHeader, type Press, readPress, readSubmission, type Submission } from './payload.ts';
import { reconcileSoon } from './reconcile.ts';
import { openModal, replyTo } from './reply.ts';

/** Commits what a payload asks for; a redelivery finds its first answer. Only then may it be acknowledged. */
export async function commit(
  context: ListenerContext,
  { key, kind, deadline }: Pick<PayloadHeader, 'key' | 'kind' | 'deadline'>,
  request: Request,
): Promise<Answer> {
  const inbox = { key, kind, isCorrectable: kind === 'view' };
  const people = [...(request.by === null ? [] : [request.by]), ...peopleNamed(request)];
  const kinds = await context.accounts.kindsOf(request.workspace, people, deadline);
  const limitMs = Math.max(1, deadline - performance.now());
  return dispatch(context.engine, { ...request, kinds }, { inbox, limitMs });
}

/**
 * As `commit`, for what somebody asks of an escalation. Whoever is not known to be in its swarm may have come while Muster was
 * away, so that is looked at before they are refused.
 */
async function commitWish(
  context: ListenerContext,
  header: PayloadHeader,
  escalation: string,
  request: Request,
): Promise<Answer> {
  const answer = await commit(context, header, request);
  if (answer.kind === 'done' || answer.refusal.code !== 'NotInSwarm') return answer;
  if (!(await reconcileSoon(context, header.workspace, escalation, header.person))) return answer;
  return commit(context, { ...header, key: `${header.key}-again` }, request);
}

/** Commits what an event means for the swarm of its channel; one about any other channel means nothing. */
export async function commitChannelEvent(
  context: ListenerContext,
  seen: Omit<PayloadHeader, 'person'> & { readonly channel: string },
  request: (to: { readonly workspace: string; readonly escalation: string; readonly by: null }) => Request,
): Promise<void> {
  const { workspace, channel } = seen;
  const escalation = await escalationOfChannel(context.engine.db, workspace, channel);
  if (escalation !== null) await commit(context, seen, request({ workspace, escalation, by: null }));
}

/** Commits that a payload arrived which changes nothing; false when it had arrived before. */
export function commitReceipt(context: ListenerContext, header: PayloadHeader): Promise<boolean> {
  return receive(context.engine.db, header.workspace, header.key, header.kind);
}

/** A button that does something: decide, acknowledge, then tell whoever pressed it what came of it if they cannot see it. */
export function onButton(app: ListenerRegistry, context: ListenerContext, button: Button): void {
  app.action(button.id, async ({ ack, body, respond }) => {
    const press = readPress(body);
    const { escalation, seq } = readTarget(press.value);
    const to = { workspace: press.workspace, escalation, by: press.person };
    const request = { ...button.request(seq ?? 0), ...to } as Request;
    const answer = await commitWish(context, press, escalation, request);
    await ack();
    context.later(button.id, () => replyTo(context, press, answer, respond, button.reply));
  });
}

/**
 * Opens a form about an escalation for somebody who may see it, and may do what it is for.
 * @param prefill asked for once that is known, since it may cost others something
 */
export async function openForm(
  context: ListenerContext,
  header: PayloadHeader & { readonly triggerId: string; readonly view?: Press['view'] },
  escalationId: string,
  form: Form,
  tell: (refusal: Refusal) => Promise<unknown>,
  prefill: () => Promise<FormData['prefill']> = async () => ({}),
): Promise<void> {
  const { workspace, person } = header;
  const look = () => mayOpen(context, workspace, escalationId, person, form);
  let found = await look();
  if ('code' in found && found.code === 'NotInSwarm') {
    if (await reconcileSoon(context, workspace, escalationId, person)) found = await look();
  }
  if ('code' in found) return void (await tell(found));
  const { escalation } = found;
  const data = await dataFor(context, form, escalation);
  const view = form.render({ ...data, prefill: await prefill() });
  await openModal(context, header, header.view?.type === 'home' ? fromHome(view) : view);
}

async function mayOpen(
  context: ListenerContext,
  workspace: string,
  escalationId: string,
  person: string,
  form: Form,
): Promise<{ readonly escalation: FormData['escalation'] } | Refusal> {
  const kinds = await context.accounts.kindsOf(workspace, [person]);
  const found = await loadFor(context.engine.db, workspace, escalationId, person, kinds);
  if (found === null) return { code: 'UnknownEscalation' };
  const { escalation, by } = found;
  return refuseUnlessAllowed(form.command, escalation, by) ?? form.refuse(escalation) ?? { escalation };
}

async function dataFor(
  context: ListenerContext,
  form: Form,
  escalation: FormData['escalation'],
): Promise<FormData> {
  const offered = form.offersTeams ? await teams(context.engine.db, escalation.workspace) : [];
  return { escalation, now: context.now(), teams: offered };
}

/** Notes that the modal was opened from App Home, which then follows what is sent off in it. */
function fromHome(view: ModalView): ModalView {
  const metadata = { ...readMetadata(view.private_metadata), from: 'home' };
  return { ...view, private_metadata: writeMetadata(metadata) };
}

/** A form sent off: its errors are inline, on the field; what it asks for is committed before it closes. */
export function onSubmit(app: ListenerRegistry, context: ListenerContext, form: Form): void {
  app.view(form.id, async ({ ack, body }) => {
    const submission = readSubmission(body);
    const { workspace, person: by, values, metadata } = submission;
    const read = form.read(values, metadata);
    if (!read.ok) return void (await ack({ response_action: 'errors', errors: read.errors }));
    const { escalation = '', from } = readMetadata(metadata);
    const { wish, expectedVersions } = read.value;
    const request = { ...wish, workspace, escalation, by, expectedVersions } as Request;
    const answer = await commitWish(context, submission, escalation, request);
    if (answer.kind === 'done') {
      await ack();
      if (from === 'home') context.later('home', () => publishHome(context, workspace, by));
      return;
    }
    const again = await showAgain(context, form, submission, answer.refusal);
    if (again !== null) {
      return void (await ack({ response_action: 'update', view: from === 'home' ? fromHome(again) : again }));
    }
    // Mentions do not work there, so people are written by name.
    const errors = await withNames(context.names, workspace, (names) =>
      form.errors(answer.refusal, values, names),
    );
    await ack({ response_action: 'errors', errors });
  });
}

/** The form as things stand now, when what it was based on has changed meanwhile; null for any other refusal. */
async function showAgain(
  context: ListenerContext,
  form: Form,
  { workspace, person, values, metadata }: Submission,
  refusal: Refusal,
): Promise<ModalView | null> {
  if (refusal.code !== 'Outdated') return null;
  const { escalation = '' } = readMetadata(metadata);
  const kinds = await context.accounts.kindsOf(workspace, [person]);
  const found = await loadFor(context.engine.db, workspace, escalation, person, kinds);
  if (found === null || refuseUnlessAllowed(form.command, found.escalation, found.by)) return null;
  const again: Attempt = { notice: `${WARNING} ${explain(refusal, () => '')}`, values, metadata };
  return form.render(await dataFor(context, form, found.escalation), again);
}
