import { z } from 'zod';
import { conversationFor } from '../../workspace/access.ts';
import {
  archive,
  createConversation,
  openIm,
  openMpim,
  rename,
  setPurpose,
  setTopic,
  unarchive,
} from '../../workspace/conversations.ts';
import { SlackError } from '../../workspace/errors.ts';
import { invite, join, kick, leave } from '../../workspace/membership.ts';
import type { ConversationRecord } from '../../workspace/records.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { channel, clearable, flag, ids, oneOf, required, text } from '../arguments.ts';
import { type Call, type Methods, method } from '../method.ts';
import { conversationObject, withMemberCount } from '../slack-objects.ts';

/** The most people a group direct message holds beside the one who opens it. */
const maxMpim = 8;

const managing = ['groups:write', 'im:write', 'mpim:write', 'channels:manage'];
const describing = [
  ...['channels:write.topic', 'groups:write.topic', 'mpim:write.topic', 'im:write.topic'],
  ...['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
];
const inviting = ['channels:write.invites', 'groups:write.invites'];

const onlyChannel = { channel };
const name = required('invalid_name_required');

export const conversationMethods: Methods = {
  'conversations.create': method('t2', managing, { name, is_private: flag }, ({ workspace, bot, args }) => {
    const made = createConversation(workspace, bot, args.name, args.is_private ?? false);
    return { channel: conversationObject(workspace, made, bot) };
  }),

  'conversations.invite': method(
    't3',
    [...inviting, 'channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    { channel, users: required('no_user'), force: flag },
    (call) => {
      const { workspace, bot, args } = call;
      const { errors } = invite(workspace, bot, args.channel, ids(args.users), args.force ?? false);
      return { ...shaped(call), ...(errors.length > 0 ? { errors } : {}) };
    },
  ),

  'conversations.info': method(
    't3',
    ['groups:read', 'im:read', 'mpim:read', 'channels:read'],
    { channel, include_locale: flag, include_num_members: flag },
    ({ workspace, bot, args }) => {
      const found = conversationFor(workspace, bot, args.channel);
      const shape = args.include_num_members ? withMemberCount : conversationObject;
      return { channel: shape(workspace, found, bot) };
    },
  ),

  'conversations.setTopic': method('t2', describing, { channel, topic: clearable }, (call) => {
    setTopic(call.workspace, call.bot, call.args.channel, call.args.topic);
    return shaped(call);
  }),

  'conversations.setPurpose': method(
    't2',
    describing,
    { channel, purpose: clearable },
    ({ workspace, bot, args }) => {
      setPurpose(workspace, bot, args.channel, args.purpose);
      return { purpose: args.purpose };
    },
  ),

  'conversations.join': method('t3', ['channels:join'], onlyChannel, (call) => {
    const already = join(call.workspace, call.bot, call.args.channel);
    const warning = already
      ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
      : {};
    return { ...shaped(call), ...warning };
  }),

  'conversations.leave': method('t3', managing, onlyChannel, ({ workspace, bot, args }) =>
    leave(workspace, bot, args.channel) ? {} : { not_in_channel: true },
  ),

  'conversations.kick': method(
    't3',
    ['groups:write', 'channels:manage'],
    { channel, user: required('user_not_found') },
    ({ workspace, bot, args }) => {
      kick(workspace, bot, args.channel, args.user);
      return { errors: {} };
    },
  ),

  'conversations.rename': method('t2', managing, { channel, name }, (call) => {
    rename(call.workspace, call.bot, call.args.channel, call.args.name);
    return shaped(call);
  }),

  'conversations.archive': method('t2', managing, onlyChannel, ({ workspace, bot, args }) => {
    archive(workspace, bot, args.channel);
    return {};
  }),

  'conversations.unarchive': method('t2', managing, onlyChannel, ({ workspace, bot, args }) => {
    unarchive(workspace, bot, args.channel);
    return {};
  }),

  'conversations.open': method(
    't3',
    ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    z
      .strictObject({ channel: text, users: text, return_im: flag, prevent_creation: flag })
      .check(oneOf('users_list_not_supplied', 'channel', 'users')),
    ({ workspace, bot, args }) => {
      const shape = (one: ConversationRecord) => conversationObject(workspace, one, bot);
      if (args.channel) return { channel: shape(knownIm(workspace, bot, args.channel)) };
      const users = ids(args.users);
      if (users.length === 0) throw new SlackError('users_list_not_supplied');
      if (users.length > maxMpim) throw new SlackError('too_many_users');
      for (const user of users) if (!workspace.people.get(user)) throw new SlackError('user_not_found');
      if (users.length > 1) return { channel: shape(openMpim(workspace, bot, users)) };
      const { im, isNew } = openIm(workspace, bot, users[0] ?? '');
      const opened = isNew ? {} : { no_op: true, already_open: true };
      return { ...opened, channel: args.return_im ? shape(im) : { id: im.id } };
    },
  ),
};

function shaped({ workspace, bot, args }: Call<{ channel: string }>) {
  return { channel: conversationObject(workspace, conversationFor(workspace, bot, args.channel), bot) };
}

function knownIm(workspace: Workspace, bot: string, channel: string): ConversationRecord {
  const found = conversationFor(workspace, bot, channel);
  if (found.kind !== 'im' && !found.mpim) throw new SlackError('method_not_supported_for_channel_type');
  return found;
}
