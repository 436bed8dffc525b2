import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../src/sandbox/manifest.ts';

const full = `
display_information:
  name: Muster
  description: Swarms for escalations
  background_color: "#204060"
features:
  app_home:
    home_tab_enabled: true
    messages_tab_enabled: true
    messages_tab_read_only_enabled: false
  bot_user:
    display_name: muster
    always_online: true
  slash_commands:
    - command: /escalate
      description: Raise an escalation
      usage_hint: "[what is happening]"
  shortcuts:
    - name: Escalate this
      type: message
      callback_id: escalate_message
      description: Raise an escalation from a message
oauth_config:
  scopes:
    bot: [commands, chat:write]
settings:
  event_subscriptions:
    request_url: https://example.com/slack/events
    bot_events: [app_home_opened]
  interactivity:
    is_enabled: true
    request_url: https://example.com/slack/events
  org_deploy_enabled: false
  socket_mode_enabled: true
`;

describe('a manifest', () => {
  test('is read from YAML with all that the sandbox acts on', () => {
    const manifest = readManifest(full);
    expect(manifest.display_information.name).toBe('Muster');
    expect(manifest.features.bot_user).toEqual({ display_name: 'muster', always_online: true });
    expect(manifest.features.app_home.home_tab_enabled).toBe(true);
    expect(manifest.features.slash_commands).toEqual([
      {
        command: '/escalate',
        description: 'Raise an escalation',
        usage_hint: '[what is happening]',
        should_escape: false,
      },
    ]);
    expect(manifest.features.shortcuts[0]).toMatchObject({
      type: 'message',
      callback_id: 'escalate_message',
    });
    expect(manifest.oauth_config.scopes.bot).toEqual(['commands', 'chat:write']);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_home_opened']);
    expect(manifest.settings.interactivity.request_url).toBe('https://example.com/slack/events');
    expect(manifest.settings.socket_mode_enabled).toBe(true);
  });

  test('is read from JSON', () => {
    const manifest = readManifest(
      JSON.stringify({ display_information: { name: 'Starter' }, _metadata: { x: 1 } }, null, 2),
    );
    expect(manifest.display_information.name).toBe('Starter');
  });

  test('needs only a name: the rest is empty or off', () => {
    expect(readManifest('display_information: { name: Starter }')).toEqual({
      display_information: { name: 'Starter', description: '' },
      features: {
        app_home: {
          home_tab_enabled: false,
          messages_tab_enabled: false,
          messages_tab_read_only_enabled: false,
        },
        slash_commands: [],
        shortcuts: [],
      },
      oauth_config: { scopes: { bot: [], user: [] } },
      settings: {
        event_subscriptions: { bot_events: [] },
        interactivity: { is_enabled: false },
        socket_mode_enabled: false,
      },
    });
  });

  const name = 'display_information: { name: Starter }';

  test.each([
    ['', 'The manifest must be a group of settings.'],
    ['- Muster', 'The manifest must be a group of settings.'],
    ['features: {}', 'The manifest is not right: display_information is missing.'],
    ['display_information: {}', 'The manifest is not right: display_information.name is missing.'],
    [
      'display_information: { name: "" }',
      'The manifest is not right: display_information.name must not be empty.',
    ],
    [
      `${name}\noauth_config: { scopes: { bot: chat:write } }`,
      'The manifest is not right: oauth_config.scopes.bot must be a list.',
    ],
    [
      `${name}\noauth_config: { scopes: { bot: [7] } }`,
      'The manifest is not right: oauth_config.scopes.bot[0] must be a text.',
    ],
    [
      `${name}\nfeatures: { slash_commands: [{ command: escalate, description: x }] }`,
      'The manifest is not right: features.slash_commands[0].command must start with "/" and hold no spaces.',
    ],
    [
      `${name}\nfeatures: { shortcuts: [{ name: x, type: channel, callback_id: x, description: x }] }`,
      'The manifest is not right: features.shortcuts[0].type must be "message" or "global".',
    ],
    [
      `${name}\nfeatures: { bot_user: {} }`,
      'The manifest is not right: features.bot_user.display_name is missing.',
    ],
    [
      `${name}\nsettings: { socket_mode_enabled: maybe }`,
      'The manifest is not right: settings.socket_mode_enabled must be true or false.',
    ],
    [
      `${name}\nsettings: { event_subscriptions: { request_url: example.com } }`,
      'The manifest is not right: settings.event_subscriptions.request_url must start with http:// or https://.',
    ],
  ])('%j is refused in one sentence that names the path', (text, sentence) => {
    expect(() => readManifest(text)).toThrow(new Error(sentence));
  });

  test('that cannot be parsed is refused in one sentence that names the line', () => {
    expect(() => readManifest('display_information: { name: "Starter }')).toThrow(
      /^The manifest is neither YAML nor JSON: [^\n]+line 1[^\n]+\.$/,
    );
  });
});

test("Slack's events are known with their scopes", () => {
  const events = JSON.parse(readFileSync(new URL('../support/slack-events.json', import.meta.url), 'utf8'));
  expect(events).toMatchObject({
    app_home_opened: [],
    app_mention: ['app_mentions:read'],
    channel_archive: ['channels:read'],
    'message.channels': ['channels:history'],
    member_joined_channel: ['channels:read', 'groups:read', 'mpim:read'],
  });
  expect(Object.values(events).flat()).not.toContain('app_mentions.read');
});
