import { SlackError } from '../../workspace/errors.ts';
import { type Method, text } from '../context.ts';

export const appMethods: { readonly [name: string]: Method } = {
  'api.test'({ args }) {
    const error = text(args, 'error');
    if (error !== '') throw new SlackError(error, { args });
    return { args };
  },

  'auth.test'({ workspace, bot }) {
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
  },

  'apps.connections.open'({ context, host }) {
    return { url: context.openLink(host) };
  },

  'team.info'({ workspace, args }) {
    const { identity } = workspace;
    const wanted = text(args, 'team');
    if (wanted !== '' && wanted !== identity.id) throw new SlackError('team_not_found');
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
  },

  'dnd.info'() {
    return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
  },

  'dnd.teamInfo'({ workspace, args }) {
    const wanted = text(args, 'users').split(',').filter(Boolean);
    if (wanted.length === 0) throw new SlackError('no_users_provided');
    const users = wanted.filter((id) => workspace.people.get(id));
    const none = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
    return { users: Object.fromEntries(users.map((id) => [id, none])) };
  },

  'assistant.threads.setStatus'({ workspace, args }) {
    if (!workspace.conversations.get(text(args, 'channel_id'))) throw new SlackError('channel_not_found');
    return {};
  },
};
