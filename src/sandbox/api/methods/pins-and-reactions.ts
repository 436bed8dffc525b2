import { conversationFor } from '../../workspace/access.ts';
import { SlackError } from '../../workspace/errors.ts';
import {
  addReaction,
  pin,
  pinnedMessages,
  removeReaction,
  unpin,
} from '../../workspace/pins-and-reactions.ts';
import { type Call, type Method, text } from '../context.ts';
import { messageObject, permalink } from '../message-object.ts';

export const pinAndReactionMethods: { readonly [name: string]: Method } = {
  'pins.add'(call) {
    pin(call.workspace, call.bot, text(call.args, 'channel'), timestamp(call));
    return {};
  },

  'pins.remove'(call) {
    unpin(call.workspace, call.bot, text(call.args, 'channel'), timestamp(call));
    return {};
  },

  'pins.list'({ workspace, bot, args }) {
    const channel = conversationFor(workspace, bot, text(args, 'channel')).id;
    const items = pinnedMessages(workspace, channel).map((message) => ({
      type: 'message',
      created: message.pinned?.at ?? 0,
      created_by: message.pinned?.by ?? '',
      channel,
      message: {
        ...messageObject(workspace, message),
        permalink: permalink(workspace, channel, message.ts, message.threadTs),
      },
    }));
    return { items };
  },

  'reactions.add'(call) {
    const { workspace, bot, args } = call;
    addReaction(workspace, bot, text(args, 'channel'), timestamp(call), reactionName(call));
    return {};
  },

  'reactions.remove'(call) {
    const { workspace, bot, args } = call;
    removeReaction(workspace, bot, text(args, 'channel'), timestamp(call), reactionName(call));
    return {};
  },
};

function timestamp({ args }: Call): string {
  const ts = text(args, 'timestamp');
  if (ts === '') throw new SlackError('no_item_specified');
  return ts;
}

function reactionName({ args }: Call): string {
  return text(args, 'name').replaceAll(':', '') === '' ? '' : text(args, 'name');
}
