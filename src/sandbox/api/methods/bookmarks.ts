import type { Json } from '../../protocol.ts';
import { conversationFor, isMember } from '../../workspace/access.ts';
import { SlackError } from '../../workspace/errors.ts';
import { newId } from '../../workspace/ids.ts';
import type { BookmarkRecord } from '../../workspace/records.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { channel, required, text } from '../arguments.ts';
import { type Call, type Methods, method } from '../method.ts';

const maxBookmarks = 100;

const scopes = ['bookmarks:write'];
const known = { channel_id: channel, bookmark_id: required() };

export const bookmarkMethods: Methods = {
  'bookmarks.add': method(
    't2',
    scopes,
    {
      channel_id: channel,
      title: required(),
      link: required(),
      type: required(),
      access_level: text,
      emoji: text,
      entity_id: text,
      parent_id: text,
    },
    (call) => {
      const { workspace, bot, args } = call;
      const id = writable(call);
      if (args.type !== 'link') throw new SlackError('invalid_bookmark_type');
      if (bookmarksOf(workspace, id).length >= maxBookmarks) throw new SlackError('too_many_bookmarks');
      const bookmark = workspace.bookmarks.put({
        id: newId('Bk'),
        channel: id,
        title: args.title,
        link: link(args.link),
        emoji: args.emoji ?? '',
        created: Math.floor(workspace.now() / 1000),
        updated: 0,
        by: bot,
      });
      return { bookmark: shape(workspace, bookmark) };
    },
  ),

  'bookmarks.edit': method('t2', scopes, { ...known, emoji: text, link: text, title: text }, (call) => {
    const { workspace, bot, args } = call;
    const before = bookmarkOf(call);
    const bookmark = workspace.bookmarks.put({
      ...before,
      title: args.title || before.title,
      link: args.link === undefined ? before.link : link(args.link),
      emoji: args.emoji || before.emoji,
      updated: Math.floor(workspace.now() / 1000),
      by: bot,
    });
    return { bookmark: shape(workspace, bookmark) };
  }),

  'bookmarks.remove': method('t2', scopes, { ...known, quip_section_id: text }, (call) => {
    call.workspace.bookmarks.delete(bookmarkOf(call).id);
    return {};
  }),

  'bookmarks.list': method('t3', ['bookmarks:read'], { channel_id: channel }, ({ workspace, bot, args }) => {
    const { id } = conversationFor(workspace, bot, args.channel_id);
    return { bookmarks: bookmarksOf(workspace, id).map((one) => shape(workspace, one)) };
  }),
};

function bookmarksOf(workspace: Workspace, channel: string): BookmarkRecord[] {
  return [...workspace.bookmarks.values()].filter((one) => one.channel === channel);
}

function writable({ workspace, bot, args }: Call<{ channel_id: string }>): string {
  const { id } = conversationFor(workspace, bot, args.channel_id);
  if (!isMember(workspace, id, bot)) throw new SlackError('permission_denied');
  return id;
}

function bookmarkOf(call: Call<{ channel_id: string; bookmark_id: string }>): BookmarkRecord {
  const found = call.workspace.bookmarks.get(call.args.bookmark_id);
  if (!found || found.channel !== writable(call)) throw new SlackError('not_found');
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
