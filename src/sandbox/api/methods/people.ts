import { SlackError } from '../../workspace/errors.ts';
import { findPerson, personOf } from '../../workspace/people.ts';
import { type Method, text } from '../context.ts';
import { page, readLimit } from '../cursor.ts';
import { userObject } from '../slack-objects.ts';

/** Above this many people Slack wants a `limit`. */
const unlimitedUpTo = 2000;

export const personMethods: { readonly [name: string]: Method } = {
  'users.info'({ workspace, args }) {
    const person = personOf(workspace, text(args, 'user'));
    if (person.isHidden) throw new SlackError('user_not_visible');
    return { user: userObject(workspace, person) };
  },

  'users.lookupByEmail'({ workspace, args }) {
    const email = text(args, 'email');
    const person = email.includes('@') ? findPerson(workspace, email) : undefined;
    if (!person || person.deleted || person.isBot) throw new SlackError('users_not_found');
    return { user: userObject(workspace, person) };
  },

  'users.list'({ workspace, args }) {
    const ids = workspace.indexes.personIds;
    if (args.limit === undefined && args.cursor === undefined && ids.length > unlimitedUpTo) {
      throw new SlackError('limit_required');
    }
    const limit = readLimit(args.limit, unlimitedUpTo, 1000);
    const { found, nextCursor } = page(ids, args.cursor, limit, (id) => workspace.people.get(id));
    return {
      offset: '',
      members: found.map((person) => userObject(workspace, person)),
      cache_ts: Math.floor(workspace.now() / 1000),
      response_metadata: { next_cursor: nextCursor },
    };
  },

  'users.getPresence'({ workspace, args }) {
    personOf(workspace, text(args, 'user'));
    return { presence: 'active' };
  },
};
