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
import { type Call, flag, list, type Method, text } from '../context.ts';
import { conversationObject, withMemberCount } from '../slack-objects.ts';

/** The most people a group direct message holds beside the one who opens it. */
const maxMpim = 8;

export const conversationMethods: { readonly [name: string]: Method } = {
  'conversations.create'({ workspace, bot, args }) {
    const made = createConversation(workspace, bot, text(args, 'name'), flag(args, 'is_private'));
    return { channel: conversationObject(workspace, made, bot) };
  },

  'conversations.invite'(call) {
    const { workspace, bot, args } = call;
    const users = list(args, 'users');
    const { errors } = invite(workspace, bot, channel(call), users, flag(args, 'force'));
    return { ...shaped(call), ...(errors.length > 0 ? { errors } : {}) };
  },

  'conversations.info'(call) {
    const { workspace, bot, args } = call;
    const found = conversationFor(workspace, bot, channel(call));
    const shape = flag(args, 'include_num_members') ? withMemberCount : conversationObject;
    return { channel: shape(workspace, found, bot) };
  },

  'conversations.setTopic'(call) {
    setTopic(call.workspace, call.bot, channel(call), text(call.args, 'topic'));
    return shaped(call);
  },

  'conversations.setPurpose'(call) {
    setPurpose(call.workspace, call.bot, channel(call), text(call.args, 'purpose'));
    return { purpose: text(call.args, 'purpose') };
  },

  'conversations.join'(call) {
    const already = join(call.workspace, call.bot, channel(call));
    const warning = already
      ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
      : {};
    return { ...shaped(call), ...warning };
  },

  'conversations.leave'(call) {
    return leave(call.workspace, call.bot, channel(call)) ? {} : { not_in_channel: true };
  },

  'conversations.kick'(call) {
    kick(call.workspace, call.bot, channel(call), text(call.args, 'user'));
    return { errors: {} };
  },

  'conversations.rename'(call) {
    rename(call.workspace, call.bot, channel(call), text(call.args, 'name'));
    return shaped(call);
  },

  'conversations.archive'(call) {
    archive(call.workspace, call.bot, channel(call));
    return {};
  },

  'conversations.unarchive'(call) {
    unarchive(call.workspace, call.bot, channel(call));
    return {};
  },

  'conversations.open'(call) {
    const { workspace, bot, args } = call;
    const users = list(args, 'users');
    if (channel(call) !== '') return { channel: conversationObject(workspace, knownIm(call), bot) };
    if (users.length === 0) throw new SlackError('users_list_not_supplied');
    if (users.length > maxMpim) throw new SlackError('too_many_users');
    for (const user of users) if (!workspace.people.get(user)) throw new SlackError('user_not_found');
    if (users.length > 1) {
      return { channel: conversationObject(workspace, openMpim(workspace, bot, users), bot) };
    }
    const { im, isNew } = openIm(workspace, bot, users[0] ?? '');
    const shape = flag(args, 'return_im') ? conversationObject(workspace, im, bot) : { id: im.id };
    return { ...(isNew ? {} : { no_op: true, already_open: true }), channel: shape };
  },
};

function channel({ args }: Call): string {
  return text(args, 'channel');
}

function shaped(call: Call) {
  const { workspace, bot } = call;
  return { channel: conversationObject(workspace, conversationFor(workspace, bot, channel(call)), bot) };
}

function knownIm(call: Call) {
  const found = conversationFor(call.workspace, call.bot, channel(call));
  if (found.kind !== 'im' && !found.mpim) throw new SlackError('method_not_supported_for_channel_type');
  return found;
}
