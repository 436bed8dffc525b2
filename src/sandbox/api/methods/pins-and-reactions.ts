import { z } from 'zod';
import { conversationFor } from '../../workspace/access.ts';
import { SlackError } from '../../workspace/errors.ts';
import {
  addReaction,
  pin,
  pinnedMessages,
  removeReaction,
  unpin,
} from '../../workspace/pins-and-reactions.ts';
import { channel, oneOf, required, text } from '../arguments.ts';
import { pinnedItem } from '../message-object.ts';
import { type Methods, method } from '../method.ts';

const pins = ['pins:write'];
const pinned = z.strictObject({ channel, timestamp: text }).check(oneOf('no_item_specified', 'timestamp'));
const reactions = ['reactions:write'];

export const pinAndReactionMethods: Methods = {
  'pins.add': method('t2', pins, pinned, ({ workspace, bot, args }) => {
    pin(workspace, bot, args.channel, args.timestamp ?? '');
    return {};
  }),

  'pins.remove': method('t2', pins, pinned, ({ workspace, bot, args }) => {
    unpin(workspace, bot, args.channel, args.timestamp ?? '');
    return {};
  }),

  'pins.list': method('t2', ['pins:read'], { channel }, ({ workspace, bot, args }) => {
    const { id } = conversationFor(workspace, bot, args.channel);
    return { items: pinnedMessages(workspace, id).map((message) => pinnedItem(workspace, message)) };
  }),

  'reactions.add': method(
    't3',
    reactions,
    { channel, name: required(), timestamp: required('bad_timestamp') },
    ({ workspace, bot, args }) => {
      addReaction(workspace, bot, args.channel, args.timestamp, args.name);
      return {};
    },
  ),

  'reactions.remove': method(
    't2',
    reactions,
    z
      .strictObject({ name: required(), channel: text, file: text, file_comment: text, timestamp: text })
      .check(oneOf('no_item_specified', 'file', 'file_comment', 'timestamp')),
    ({ workspace, bot, args }) => {
      if (!args.timestamp) throw new SlackError('no_item_specified');
      removeReaction(workspace, bot, args.channel ?? '', args.timestamp, args.name);
      return {};
    },
  ),
};
