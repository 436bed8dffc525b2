import type { Json } from '../../protocol.ts';
import { conversationFor, isMember } from '../../workspace/access.ts';
import { SlackError } from '../../workspace/errors.ts';
import { newId } from '../../workspace/ids.ts';
import type { BookmarkRecord, ConversationRecord } from '../../workspace/records.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Call, type Method, optional, text } from '../context.ts';

const maxBookmarks = 100;

export const bookmarkMethods: { readonly [name: string]: Method } = {
  'bookmarks.add'(call) {
    const { workspace, bot, args } = call;
    const channel = writable(call).id;
    if (text(args, 'type') !== 'link') throw new SlackError('invalid_bookmark_type');
    if (bookmarksOf(workspace, channel).length >= maxBookmarks) throw new SlackError('too_many_bookmarks');
    const bookmark = workspace.bookmarks.put({
      id: newId('Bk'),
      channel,
      title: text(args, 'title'),
      link: link(text(args, 'link')),
      emoji: text(args, 'emoji'),
      created: Math.floor(workspace.now() / 1000),
      updated: 0,
      by: bot,
    });
    return { bookmark: shape(workspace, bookmark) };
  },

  'bookmarks.edit'(call) {
    const { workspace, bot, args } = call;
    const before = bookmarkOf(call);
    const bookmark = workspace.bookmarks.put({
      ...before,
      title: optional(args, 'title') ?? before.title,
      link: args.link === undefined ? before.link : link(text(args, 'link')),
      emoji: optional(args, 'emoji') ?? before.emoji,
      updated: Math.floor(workspace.now() / 1000),
      by: bot,
    });
    return { bookmark: shape(workspace, bookmark) };
  },

  'bookmarks.remove'(call) {
    call.workspace.bookmarks.delete(bookmarkOf(call).id);
    return {};
  },

  'bookmarks.list'({ workspace, bot, args }) {
    const channel = conversationFor(workspace, bot, text(args, 'channel_id')).id;
    return { bookmarks: bookmarksOf(workspace, channel).map((one) => shape(workspace, one)) };
  },
};

function bookmarksOf(workspace: Workspace, channel: string): BookmarkRecord[] {
  return [...workspace.bookmarks.values()].filter((one) => one.channel === channel);
}

function writable({ workspace, bot, args }: Call): ConversationRecord {
  const conversation = conversationFor(workspace, bot, text(args, 'channel_id'));
  if (!isMember(workspace, conversation.id, bot)) throw new SlackError('permission_denied');
  return conversation;
}

function bookmarkOf(call: Call): BookmarkRecord {
  const found = call.workspace.bookmarks.get(text(call.args, 'bookmark_id'));
  if (!found || found.channel !== writable(call).id) throw new SlackError('not_found');
  return found;
}

function link(url: string): string {
  if (!URL.canParse(url)) throw new SlackError('invalid_link');
  return url;
}

function shape(workspace: Workspace, one: BookmarkRecord): Json {
  return {
    id: one.id,
    channel_id: one.channel,
    title: one.title,
    link: one.link,
    emoji: one.emoji,
    icon_url: '',
    type: 'link',
    entity_id: null,
    date_created: one.created,
    date_updated: one.updated,
    rank: 'g',
    last_updated_by_user_id: one.by,
    last_updated_by_team_id: workspace.identity.id,
    shortcut_id: null,
    app_id: null,
  };
}
