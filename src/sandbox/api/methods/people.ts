import { SlackError } from '../../workspace/errors.ts';
import { findPerson, personOf } from '../../workspace/people.ts';
import { flag, number, required, text } from '../arguments.ts';
import { page, readLimit } from '../cursor.ts';
import { type Methods, method } from '../method.ts';
import { userObject } from '../slack-objects.ts';

/** Above this many people Slack wants a `limit`. */
const unlimitedUpTo = 2000;

const scopes = ['users:read'];

export const personMethods: Methods = {
  'users.info': method(
    't4',
    scopes,
    { user: required('user_not_found'), include_locale: flag },
    ({ workspace, args }) => {
      const person = personOf(workspace, args.user);
      if (person.isHidden) throw new SlackError('user_not_visible');
      return { user: userObject(workspace, person) };
    },
  ),

  'users.lookupByEmail': method(
    't3',
    ['users:read.email'],
    { email: required('users_not_found') },
    ({ workspace, args }) => {
      const person = args.email.includes('@') ? findPerson(workspace, args.email) : undefined;
      if (!person || person.deleted || person.isBot) throw new SlackError('users_not_found');
      return { user: userObject(workspace, person) };
    },
  ),

  'users.list': method(
    't2',
    scopes,
    { cursor: text, include_locale: flag, limit: number.optional() },
    ({ workspace, args }) => {
      const ids = workspace.indexes.personIds;
      if (args.limit === undefined && args.cursor === undefined && ids.length > unlimitedUpTo) {
        throw new SlackError('limit_required');
      }
      const most = readLimit(args.limit, unlimitedUpTo, 1000);
      const { found, nextCursor } = page(ids, args.cursor, most, (id) => workspace.people.get(id));
      return {
        offset: '',
        members: found.map((person) => userObject(workspace, person)),
        cache_ts: Math.floor(workspace.now() / 1000),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  ),

  'users.getPresence': method('t3', scopes, { user: text }, ({ workspace, args }) => {
    personOf(workspace, args.user ?? '');
    return { presence: 'active' };
  }),
};
