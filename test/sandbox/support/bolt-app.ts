import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

/** A manifest and an app that know nothing of Muster: what Slack's starter template does, and a little more. */
export const helloManifest = `
display_information:
  name: Hello
features:
  app_home:
    home_tab_enabled: true
    messages_tab_enabled: true
    messages_tab_read_only_enabled: false
  bot_user:
    display_name: Hello Bot
    always_online: false
  slash_commands:
    - command: /hello
      description: Says hello
      usage_hint: "[name]"
      should_escape: true
    - command: /echo
      description: Says it again
      should_escape: false
    - command: /form
      description: Opens a form
      should_escape: false
  shortcuts:
    - name: Open form
      type: global
      callback_id: open_form
      description: Opens a form
    - name: Keep this
      type: message
      callback_id: keep
      description: Keeps a message
oauth_config:
  scopes:
    bot:
      - app_mentions:read
      - channels:history
      - channels:manage
      - channels:join
      - channels:read
      - chat:write
      - commands
      - groups:history
      - groups:read
      - groups:write
      - im:history
      - im:read
      - im:write
      - pins:read
      - pins:write
      - reactions:read
      - reactions:write
      - users:read
      - users:read.email
      - bookmarks:read
      - bookmarks:write
      - team:read
settings:
  event_subscriptions:
    bot_events:
      - app_home_opened
      - app_mention
      - channel_created
      - member_joined_channel
      - message.channels
      - message.groups
      - message.im
      - pin_added
      - reaction_added
      - team_join
  interactivity:
    is_enabled: true
  org_deploy_enabled: false
  socket_mode_enabled: true
`;

/** A Bolt app over Socket Mode, connected to the sandbox. */
export function socketApp(sandbox: Sandbox): App {
  return new App({
    token: sandbox.botToken,
    appToken: sandbox.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
  });
}

/** A Bolt app over HTTP; `start` gives its request URL. */
export function httpApp(sandbox: Sandbox): { app: App; start: () => Promise<string> } {
  const app = new App({
    token: sandbox.botToken,
    signingSecret: sandbox.signingSecret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
  });
  const start = async () => {
    const server = (await app.start(0)) as Server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  };
  return { app, start };
}
