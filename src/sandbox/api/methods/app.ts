import { z } from 'zod';
import { SlackError } from '../../workspace/errors.ts';
import { array, clearable, ids, required, text } from '../arguments.ts';
import { type Methods, method } from '../method.ts';

const noDnd = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };

export const appMethods: Methods = {
  // Echoes whatever it is sent.
  'api.test': {
    ...method('t4', [], z.looseObject({ error: text }), ({ args }) => {
      if (args.error) throw new SlackError(args.error, { args });
      return { args };
    }),
    token: 'none',
  },

  'auth.test': method('t5', [], {}, ({ workspace, bot }) => {
    const { identity, app } = workspace;
    return {
      url: `https://${identity.domain}.slack.com/`,
      team: identity.name,
      user: workspace.people.get(bot)?.handle,
      team_id: identity.id,
      user_id: bot,
      bot_id: app.botId,
      is_enterprise_install: false,
    };
  }),

  'apps.connections.open': {
    ...method('t3', [], {}, ({ context, host }) => ({ url: context.openLink(host) })),
    token: 'app',
  },

  'team.info': method('t3', ['team:read'], { domain: text, team: text }, ({ workspace, args }) => {
    const { identity } = workspace;
    if (args.team && args.team !== identity.id) throw new SlackError('team_not_found');
    return {
      team: {
        id: identity.id,
        name: identity.name,
        url: `https://${identity.domain}.slack.com/`,
        domain: identity.domain,
        email_domain: identity.emailDomain,
        icon: { image_default: true },
        avatar_base_url: '',
        is_verified: false,
      },
    };
  }),

  'dnd.info': method('t3', ['dnd:read'], { user: text }, () => noDnd),

  'dnd.teamInfo': method('t2', ['dnd:read'], { users: required() }, ({ workspace, args }) => {
    const wanted = ids(args.users);
    if (wanted.length === 0) throw new SlackError('no_users_provided');
    const users = wanted.filter((id) => workspace.people.get(id));
    return { users: Object.fromEntries(users.map((id) => [id, noDnd])) };
  }),

  'assistant.threads.setStatus': method(
    't5',
    ['chat:write'],
    {
      channel_id: required('channel_not_found'),
      thread_ts: required(),
      status: clearable,
      icon_emoji: text,
      icon_url: text,
      loading_messages: array().optional(),
      username: text,
    },
    ({ workspace, args }) => {
      if (!workspace.conversations.get(args.channel_id)) throw new SlackError('channel_not_found');
      return {};
    },
  ),
};
