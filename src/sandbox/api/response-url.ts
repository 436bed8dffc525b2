import { z } from 'zod';
import type { Json } from '../protocol.ts';
import { mustBeActive } from '../workspace/access.ts';
import { SlackError } from '../workspace/errors.ts';
import { newSecret } from '../workspace/ids.ts';
import {
  deleteMessage,
  editMessage,
  type NewMessage,
  postEphemeral,
  postMessage,
} from '../workspace/messages.ts';
import type { ResponseUrlRecord } from '../workspace/records.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { flag, text } from './arguments.ts';
import { type Content, mustSaySomething, readContent } from './content.ts';

const responseBody = z.looseObject({
  ...{ text, markdown_text: text, thread_ts: text, response_type: text },
  ...{ replace_original: flag, delete_original: flag },
  blocks: z.array(z.unknown(), 'invalid_blocks_format').optional(),
  attachments: z.array(z.unknown(), 'invalid_attachments').optional(),
});

/** Slack's limits: five uses within 30 minutes. */
const maxUses = 5;
const lifetimeMs = 30 * 60_000;

export function issueResponseUrl(
  workspace: Workspace,
  from: Pick<ResponseUrlRecord, 'channel' | 'user' | 'message' | 'threadTs'>,
): string {
  forgetOld(workspace);
  const id = newSecret();
  workspace.responseUrls.put({ ...from, id, uses: 0, expiresAt: workspace.now() + lifetimeMs });
  return id;
}

function forgetOld(workspace: Workspace): void {
  // In order of issue, so the old ones come first.
  for (const one of workspace.responseUrls.values()) {
    if (one.expiresAt > workspace.now() - lifetimeMs) return;
    workspace.responseUrls.delete(one.id);
  }
}

/** Does what was posted to a response URL; throws Slack's error when it is used up, too old or not understood. */
export function answerResponseUrl(workspace: Workspace, id: string, body: Json): void {
  const record = workspace.responseUrls.get(id);
  if (!record) throw new SlackError('invalid_url');
  if (record.expiresAt < workspace.now()) throw new SlackError('expired_url');
  if (record.uses >= maxUses) throw new SlackError('used_url');
  respond(workspace, record, body);
  workspace.responseUrls.put({ ...record, uses: record.uses + 1 });
}

/** Posts, replaces or deletes as the body says; also used for what a command's acknowledgement carries. */
export function respond(
  workspace: Workspace,
  to: Omit<ResponseUrlRecord, 'id' | 'uses' | 'expiresAt'>,
  raw: Json,
): void {
  const body = readBody(raw);
  const { message: original, channel, user } = to;
  const bot = workspace.app.botUserId;
  if (body.delete_original && original) {
    if (original.ephemeral) deleteEphemeral(workspace, user, channel, original.ts);
    else deleteMessage(workspace, bot, channel, original.ts);
    return;
  }
  const content = readContent(body);
  mustSaySomething(content);
  if (body.replace_original && original) {
    if (original.ephemeral) replaceEphemeral(workspace, user, channel, original.ts, content);
    else editMessage(workspace, bot, channel, original.ts, { blocks: [], ...content });
    return;
  }
  const threadTs = body.thread_ts || to.threadTs;
  const wanted: NewMessage = { ...content, channel, user: bot, byApp: true, threadTs };
  if (body.response_type === 'in_channel') postMessage(workspace, wanted);
  else {
    const conversation = workspace.conversations.get(channel);
    if (conversation) mustBeActive(conversation);
    postEphemeral(workspace, user, wanted);
  }
}

function readBody(raw: Json) {
  const given = Object.entries(raw).filter(([, value]) => value !== null);
  const result = responseBody.safeParse(Object.fromEntries(given), { error: () => 'invalid_arguments' });
  if (!result.success) throw new SlackError(result.error.issues[0]?.message ?? 'invalid_arguments');
  return result.data;
}

function replaceEphemeral(
  workspace: Workspace,
  user: string,
  channel: string,
  ts: string,
  content: Content,
): void {
  const key = `${user}:${channel}:${ts}`;
  const before = workspace.ephemerals.get(key);
  if (!before) throw new SlackError('message_not_found');
  const { blocks: _, attachments: __, ...rest } = before;
  const message = { ...rest, ...content };
  workspace.ephemerals.set(key, message);
  workspace.changes.emit({ type: 'ephemeral.changed', message, to: user });
}

function deleteEphemeral(workspace: Workspace, user: string, channel: string, ts: string): void {
  if (!workspace.ephemerals.delete(`${user}:${channel}:${ts}`)) throw new SlackError('message_not_found');
  workspace.changes.emit({ type: 'ephemeral.deleted', channel, ts, to: user });
}
