import type { Methods } from '../method.ts';
import { appMethods } from './app.ts';
import { bookmarkMethods } from './bookmarks.ts';
import { chatMethods } from './chat.ts';
import { conversationListMethods } from './conversation-lists.ts';
import { conversationMethods } from './conversations.ts';
import { personMethods } from './people.ts';
import { pinAndReactionMethods } from './pins-and-reactions.ts';
import { usergroupMethods } from './usergroups.ts';
import { viewMethods } from './views.ts';

/** Every method the sandbox answers; anything else is `unknown_method`. */
export const methods: Methods = {
  ...appMethods,
  ...bookmarkMethods,
  ...chatMethods,
  ...conversationMethods,
  ...conversationListMethods,
  ...pinAndReactionMethods,
  ...personMethods,
  ...usergroupMethods,
  ...viewMethods,
};
