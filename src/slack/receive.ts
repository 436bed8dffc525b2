import type { ModalView } from '@slack/types';
import { refuseUnlessVisible } from '../domain/access.ts';
import type { Actor } from '../domain/command.ts';
import type { Escalation } from '../domain/escalation.ts';
import { peopleNamed, type Refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { Answer } from '../engine/answer.ts';
import { dispatch } from '../engine/dispatch.ts';
import type { Request } from '../engine/request.ts';
import { receive } from '../store/inbox.ts';
import { escalationOfChannel, loadFor } from '../store/queries.ts';
import { publishHome } from './home.ts';
import { type ActionId, type ModalId, readTarget } from './ids.ts';
import type { Muster } from './listener-context.ts';
import type { Listeners } from './listener-registry.ts';
import {
  type Arrival,
  type Press,
  readPress,
  readSubmission,
  type Submission,
  type Values,
} from './payload.ts';
import { openModal, replyTo } from './reply.ts';
import { refusalErrors } from './views/errors.ts';
import { type Errors, type Parsed, readMetadata, writeMetadata } from './views/form.ts';

/** In the Slack path a transaction ends by then, done or not at all: whoever waits is answered after 2.4 s. */
const COMMIT_MS = 2_000;

/** Whom a request is from and which escalation it is for. */
export type To = { readonly workspace: string; readonly escalation: string; readonly by: string };

/** Commits what a payload asks for; a redelivery finds its first answer. Only then may it be acknowledged. */
export function commit(
  muster: Muster,
  { key, kind }: Pick<Arrival, 'key' | 'kind'>,
  request: Request,
): Promise<Answer> {
  const inbox = { key, kind, isCorrectable: kind === 'view' };
  return dispatch(muster.engine, request, { inbox, limitMs: COMMIT_MS });
}

/** Commits what an event means for the swarm of its channel; one about any other channel means nothing. */
export async function hear(
  muster: Muster,
  seen: Omit<Arrival, 'person'> & { readonly channel: string },
  request: (to: { readonly workspace: string; readonly escalation: string; readonly by: null }) => Request,
): Promise<void> {
  const { workspace, channel } = seen;
  const escalation = await escalationOfChannel(muster.engine.db, workspace, channel);
  if (escalation !== null) await commit(muster, seen, request({ workspace, escalation, by: null }));
}

/** Commits that a payload arrived which asks for nothing but a look; false when it had arrived before. */
export function commitLook(muster: Muster, arrival: Arrival): Promise<boolean> {
  return receive(muster.engine.db, arrival.workspace, arrival.key, arrival.kind);
}

/** A button that does something: decide, acknowledge, then tell whoever pressed it what came of it if they cannot see it. */
export function onButton(
  app: Listeners,
  muster: Muster,
  action: ActionId,
  request: (to: To, press: Press) => Request,
): void {
  app.action(action, async ({ ack, body, respond }) => {
    const press = readPress(body);
    const { escalation } = readTarget(press.value);
    const answer = await commit(
      muster,
      press,
      request({ workspace: press.workspace, escalation, by: press.person }, press),
    );
    await ack();
    muster.later(action, () => replyTo(muster, press, answer, respond));
  });
}

export type ModalData = { readonly escalation: Escalation; readonly now: Instant; readonly press: Arrival };

/** A modal about an escalation, and why somebody would type into it in vain. */
export type Form = {
  readonly render: (muster: Muster, data: ModalData) => Promise<ModalView> | ModalView;
  readonly refuse: (escalation: Escalation, by: Actor) => Refusal | null;
};

/** Opens a modal about an escalation for somebody who may see it, and may do what it is for. */
export async function openAbout(
  muster: Muster,
  arrival: Arrival & { readonly triggerId: string; readonly view?: Press['view'] },
  escalationId: string,
  { render, refuse }: Form,
  tell: (refusal: Refusal) => Promise<unknown>,
): Promise<void> {
  const { workspace, person } = arrival;
  const found = await loadFor(muster.engine.db, workspace, escalationId, person);
  if (found === null) return void (await tell({ code: 'UnknownEscalation' }));
  const { escalation, by } = found;
  const refusal = refuseUnlessVisible(escalation, by) ?? refuse(escalation, by);
  if (refusal) return void (await tell(refusal));
  const view = await render(muster, { escalation, now: muster.now(), press: arrival });
  await openModal(muster, arrival, arrival.view?.type === 'home' ? fromHome(view) : view);
}

/** Notes that the modal was opened from App Home, which then follows what is sent off in it. */
function fromHome(view: ModalView): ModalView {
  const metadata = { ...readMetadata(view.private_metadata), from: 'home' };
  return { ...view, private_metadata: writeMetadata(metadata) };
}

/** A modal sent off: its errors are inline, on the field; what it asks for is committed before it closes. */
export function onSubmit<T>(
  app: Listeners,
  muster: Muster,
  modal: ModalId,
  parse: (values: Values) => Parsed<T>,
  request: (to: To, value: T, submission: Submission) => Request,
): void {
  app.view(modal, async ({ ack, body }) => {
    const submission = readSubmission(body);
    const parsed = parse(submission.values);
    if (!parsed.ok) return void (await ack({ response_action: 'errors', errors: parsed.errors }));
    const { escalation = '', from } = readMetadata(submission.metadata);
    const to = { workspace: submission.workspace, escalation, by: submission.person };
    const answer = await commit(muster, submission, request(to, parsed.value, submission));
    if (answer.kind === 'done') {
      await ack();
      if (from === 'home') muster.later('home', () => publishHome(muster, to.workspace, to.by));
      return;
    }
    await ack({
      response_action: 'errors',
      errors: await inlineErrors(muster, modal, submission, answer.refusal),
    });
  });
}

/** A refusal as inline errors. Mentions do not work there, so people are written by name. */
export async function inlineErrors(
  muster: Muster,
  modal: ModalId,
  submission: Submission,
  refusal: Refusal,
): Promise<Errors> {
  const names = await muster.names(submission.workspace, peopleNamed(refusal));
  return refusalErrors(modal, refusal, submission.values, names);
}
