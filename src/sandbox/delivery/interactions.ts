import { issueResponseUrl, respond } from '../api/response-url.ts';
import type { AppErrors } from '../app-errors.ts';
import { isObject } from '../blocks/elements.ts';
import { Refusal } from '../refusal.ts';
import { conversationFor } from '../workspace/access.ts';
import { openIm } from '../workspace/conversations.ts';
import { SlackError } from '../workspace/errors.ts';
import { messageFor } from '../workspace/messages.ts';
import type { ResponseUrlRecord } from '../workspace/records.ts';
import type { Triggers } from '../workspace/triggers.ts';
import { commandText } from '../workspace/typed-text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Delivery, Outcome } from './deliver.ts';
import { eventsOf, homeOpenedEvent } from './events.ts';
import {
  commandPayload,
  eventPayload,
  type Handles,
  messageShortcutPayload,
  shortcutPayload,
} from './payloads.ts';

/** What a person sets going in the app, whoever steers them: the page or a test. */
export type InteractionContext = {
  readonly workspace: Workspace;
  readonly triggers: Triggers;
  readonly delivery: Delivery;
  readonly appErrors: AppErrors;
  /** The address of a response URL. */
  readonly responseAddress: (id: string) => string;
};

export type Notice = { readonly notice?: string };

/** Slack's words when a modal's answer does not come. */
export const troubleConnecting = 'We had some trouble connecting. Try again?';

export function handlesFor(
  context: InteractionContext,
  user: string,
  from: Omit<ResponseUrlRecord, 'id' | 'uses' | 'expiresAt'>,
): Handles {
  return {
    triggerId: context.triggers.issue({ user, origin: from.channel }),
    responseUrl: context.responseAddress(issueResponseUrl(context.workspace, from)),
  };
}

/** A slash command; answers what Slack would show when the app fails. */
export async function sendCommand(
  context: InteractionContext,
  user: string,
  channel: string,
  command: string,
  text: string,
  threadTs?: string,
): Promise<Notice> {
  const { workspace } = context;
  const known = workspace.manifest.features.slash_commands.find((one) => one.command === command);
  if (!known) return { notice: `${command} is not a valid command.` };
  if (threadTs !== undefined) return { notice: `${command} is not supported in threads. Sorry!` };
  const conversation = conversationFor(workspace, user, channel);
  const from = { channel, user };
  const words = commandText(workspace, text.trim(), known.should_escape);
  const payload = commandPayload(
    workspace,
    user,
    conversation,
    command,
    words,
    handlesFor(context, user, from),
  );
  const outcome = await context.delivery.ask('slash_commands', payload);
  if (outcome.kind !== 'acknowledged') return { notice: commandNotice(command, outcome) };
  const answer = answerOf(outcome);
  if (Object.keys(answer).length === 0) return {};
  return tryAnswer(context, `${command} failed because its answer could not be shown`, () => {
    respond(workspace, from, answer);
  });
}

function commandNotice(command: string, outcome: Outcome): string {
  return outcome.kind === 'late'
    ? `${command} failed because the app did not respond in time.`
    : `${command} failed with the error "dispatch_failed"`;
}

/** Text alone stands for a message with that text, as Slack takes it. */
export function answerOf(outcome: Extract<Outcome, { kind: 'acknowledged' }>): Record<string, unknown> {
  if (typeof outcome.answer === 'string' && outcome.answer !== '') return { text: outcome.answer };
  return isObject(outcome.answer) ? { ...outcome.answer } : {};
}

/** Uses what the app answered; an answer that Slack would not take is a fault, and the person is told. */
export function tryAnswer(context: InteractionContext, notice: string, use: () => void): Notice {
  try {
    use();
    return {};
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    badAnswer(context, `${notice}: ${error.code} ${JSON.stringify(error.fields)}`);
    return { notice };
  }
}

export function badAnswer(context: InteractionContext, what: string): void {
  context.appErrors.badAnswers += 1;
  context.appErrors.log.push(what);
}

export async function sendShortcut(
  context: InteractionContext,
  user: string,
  callbackId: string,
  message?: { channel: string; ts: string },
): Promise<Notice> {
  const { workspace } = context;
  const type = message ? 'message' : 'global';
  const known = workspace.manifest.features.shortcuts.find(
    (one) => one.callback_id === callbackId && one.type === type,
  );
  if (!known) throw new Refusal(`The app has no ${type} shortcut "${callbackId}".`);
  const outcome = await context.delivery.ask('interactive', shortcutBody(context, user, callbackId, message));
  return outcome.kind === 'acknowledged' ? {} : { notice: troubleConnecting };
}

function shortcutBody(
  context: InteractionContext,
  user: string,
  callbackId: string,
  at?: { channel: string; ts: string },
) {
  const { workspace } = context;
  if (!at)
    return shortcutPayload(workspace, user, callbackId, { triggerId: context.triggers.issue({ user }) });
  const message = messageFor(workspace, user, at.channel, at.ts);
  const ephemeral = workspace.ephemerals.has(`${user}:${at.channel}:${at.ts}`);
  const from = { channel: at.channel, user, message: { ts: at.ts, ephemeral } };
  return messageShortcutPayload(workspace, user, callbackId, message, handlesFor(context, user, from));
}

/** The person opened the app's Home or Messages tab; the app hears of it and may publish. */
export function openAppTab(context: InteractionContext, user: string, tab: 'home' | 'messages'): void {
  const { workspace, delivery } = context;
  const { im } = openIm(workspace, user, workspace.app.botUserId);
  for (const event of homeOpenedEvent(workspace, user, im.id, tab))
    delivery.tell(eventPayload(workspace, event));
}

/** Tells the app of everything it subscribed to, from now on. */
export function forwardEvents(workspace: Workspace, delivery: Delivery): () => void {
  return workspace.changes.subscribe((change) => {
    for (const event of eventsOf(workspace, change)) delivery.tell(eventPayload(workspace, event));
  });
}
