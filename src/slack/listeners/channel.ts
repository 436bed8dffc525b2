import type { Loss } from '../../domain/slices/channel.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import {
  readChannelEvent,
  readIdChange,
  readMessageEvent,
  readPinEvent,
  readRename,
  type Seen,
} from '../payload.ts';
import { commitChannelEvent } from '../receive.ts';

/** What people do in Slack itself to a swarm's channel and to the card in it. */
export function registerChannel(app: ListenerRegistry, context: ListenerContext): void {
  registerNews(app, context);
  app.event('channel_rename', ({ body }) => renamed(context, readRename(body)));
  app.event('group_rename', ({ body }) => renamed(context, readRename(body)));
  app.event('channel_id_changed', async ({ body }) => {
    const seen = readIdChange(body);
    const { channel } = await context.client(seen.workspace).conversations.info({ channel: seen.id });
    if (channel?.name) await renamed(context, { ...seen, name: channel.name });
  });
  app.event('pin_removed', async ({ body }) => {
    const { ts, ...seen } = readPinEvent(body);
    if (ts !== null) await cardGone(context, seen, 'unpinned', ts);
  });
  app.event('message', async ({ event, body }) => {
    if (event.subtype === DELETED) {
      const { deletedTs, ...seen } = readMessageEvent(body);
      if (deletedTs !== null) await cardGone(context, seen, 'deleted', deletedTs);
    }
    const news = CONVERSIONS[event.subtype ?? ''];
    if (news !== undefined) await tell(context, readMessageEvent(body), news);
  });
}

type News = Loss | 'mended' | 'shared';

/** Subtypes of the lines that Slack writes into a channel when somebody converts it. */
const CONVERSIONS: Readonly<Record<string, News>> = {
  channel_convert_to_public: 'exposed',
  channel_convert_to_private: 'mended',
};

const DELETED = 'message_deleted';

/** Of all messages in its channels, which are most of what arrives, Muster looks at these alone. */
export function isTelling(subtype: unknown): boolean {
  return subtype === DELETED || (typeof subtype === 'string' && Object.hasOwn(CONVERSIONS, subtype));
}

function registerNews(app: ListenerRegistry, context: ListenerContext): void {
  const on =
    (news: News) =>
    ({ body }: { body: unknown }) =>
      tell(context, readChannelEvent(body), news);
  app.event('channel_archive', on('archived'));
  app.event('group_archive', on('archived'));
  app.event('channel_unarchive', on('mended'));
  app.event('group_unarchive', on('mended'));
  app.event('channel_deleted', on('deleted'));
  app.event('group_deleted', on('deleted'));
  app.event('channel_left', on('removed'));
  app.event('group_left', on('removed'));
  app.event('channel_unshared', on('mended'));
  app.event('channel_shared', on('shared'));
}

function tell(context: ListenerContext, seen: Seen, news: News): Promise<void> {
  const { channel, by: person } = seen;
  return commitChannelEvent(context, seen, (to) => ({
    type: 'RecordChannelNews',
    ...to,
    channel,
    news,
    person,
  }));
}

function renamed(
  context: ListenerContext,
  seen: Seen & { readonly id: string; readonly name: string },
): Promise<void> {
  const { channel, id, name } = seen;
  return commitChannelEvent(context, seen, (to) => ({ type: 'RecordChannelName', ...to, channel, id, name }));
}

function cardGone(
  context: ListenerContext,
  seen: Seen,
  how: 'deleted' | 'unpinned',
  ts: string,
): Promise<void> {
  const { channel, by: person } = seen;
  return commitChannelEvent(context, seen, (to) => ({
    type: 'RecordCardGone',
    ...to,
    how,
    channel,
    ts,
    person,
  }));
}
