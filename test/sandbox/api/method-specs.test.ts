import { describe, expect, test } from 'vitest';
import {
  argumentValues,
  checkArguments,
  knownMethods,
  methodSpec,
  neededScopes,
  scopesSatisfied,
} from '../../../src/sandbox/api/method-specs.ts';
import methods from '../../../src/sandbox/api/methods.json' with { type: 'json' };

describe('the table of methods', () => {
  test.each(Object.entries(methods))('%s is written as the types say', (_name, entry) => {
    expect(['t1', 't2', 't3', 't4', 't5']).toContain(entry.tier);
    expect(['bot', 'app', 'none']).toContain(entry.token);
    const types = [...Object.values(entry.required), ...Object.values(entry.optional)];
    expect(
      types.filter((type) => !['string', 'number', 'boolean', 'array', 'object'].includes(type)),
    ).toEqual([]);
    expect(Object.keys(entry.required).filter((name) => name in entry.optional)).toEqual([]);
    for (const group of 'oneOf' in entry ? entry.oneOf : []) {
      expect(group.arguments.filter((name) => !(name in entry.optional))).toEqual([]);
      expect(['invalid_arguments', ...entry.errors]).toContain(group.error);
    }
    for (const [name, error] of Object.entries('missing' in entry ? entry.missing : {})) {
      expect(entry.required).toHaveProperty(name);
      expect(entry.errors).toContain(error);
    }
  });

  test('knows the methods that a swarm needs, by tier', () => {
    const tiers = Object.fromEntries(knownMethods().map((name) => [name, methodSpec(name)?.tier]));
    expect(tiers).toMatchObject({
      'chat.postMessage': 't5',
      'chat.update': 't3',
      'conversations.create': 't2',
      'conversations.invite': 't3',
      'conversations.setTopic': 't2',
      'pins.add': 't2',
      'views.open': 't4',
      'views.update': 't4',
      'apps.connections.open': 't3',
    });
  });

  test('says which token a method takes', () => {
    expect(methodSpec('apps.connections.open')?.token).toBe('app');
    expect(methodSpec('api.test')?.token).toBe('none');
    expect(methodSpec('auth.test')?.token).toBe('bot');
  });

  test('knows nothing of a method that Slack has not', () => {
    expect(methodSpec('chat.shout')).toBeUndefined();
    expect(methodSpec('constructor')).toBeUndefined();
  });
});

describe('arguments', () => {
  const fine: [string, Record<string, unknown>][] = [
    ['chat.postMessage', { token: 'xoxb-1', channel: 'C1', text: 'x' }],
    ['chat.postMessage', { channel: 'C1', blocks: '[]', unfurl_links: 'false', unfurl_media: '0' }],
    ['chat.postMessage', { channel: 'C1', blocks: [{ type: 'divider' }], mrkdwn: true, thread_ts: null }],
    ['chat.postMessage', { channel: 'C1', text: 'x', metadata: '{"event_type":"op","event_payload":{}}' }],
    ['conversations.setTopic', { channel: 'C1', topic: '' }],
    ['conversations.history', { channel: 'C1', limit: '200', inclusive: 'true' }],
    ['conversations.open', { users: 'U1' }],
    ['views.open', { trigger_id: '1.2.3', view: '{"type":"modal"}' }],
    ['views.update', { external_id: 'x', view: { type: 'modal' } }],
    ['files.getUploadURLExternal', { filename: 'a.png', length: 12 }],
    ['api.test', { foo: 'bar' }],
    ['auth.test', {}],
  ];

  test.each(fine)('%s takes %j', (method, args) => {
    expect(checkArguments(method, args)).toBeNull();
  });

  const refused: [string, Record<string, unknown>, string, string][] = [
    ['chat.shout', {}, 'unknown_method', 'no such method: chat.shout'],
    [
      'chat.postMessage',
      { channel: 'C1' },
      'no_text',
      'must provide one of: text, blocks, attachments, markdown_text',
    ],
    [
      'chat.postMessage',
      { channel: 'C1', text: '' },
      'no_text',
      'must provide one of: text, blocks, attachments, markdown_text',
    ],
    ['chat.postMessage', { text: 'x' }, 'channel_not_found', 'missing required field: channel'],
    [
      'chat.postMessage',
      { channel: 'C1', text: 'x', blok: '1' },
      'invalid_arguments',
      'unknown argument: blok',
    ],
    [
      'chat.postMessage',
      { channel: 'C1', blocks: '[{' },
      'invalid_blocks_format',
      'must be a JSON array [json-pointer:/blocks]',
    ],
    [
      'chat.postMessage',
      { channel: 'C1', blocks: '{}' },
      'invalid_blocks_format',
      'must be a JSON array [json-pointer:/blocks]',
    ],
    [
      'chat.postMessage',
      { channel: 'C1', text: 'x', metadata: '[]' },
      'invalid_metadata_format',
      'must be a JSON object [json-pointer:/metadata]',
    ],
    [
      'chat.postMessage',
      { channel: 'C1', text: 'x', unfurl_links: 'yes' },
      'invalid_arguments',
      'must be a boolean [json-pointer:/unfurl_links]',
    ],
    [
      'chat.postMessage',
      { channel: 'C1', text: 7 },
      'invalid_arguments',
      'must be a string [json-pointer:/text]',
    ],
    [
      'chat.postMessage',
      { channel: 'C1', text: 'x', markdown_text: 'y' },
      'markdown_text_conflict',
      'markdown_text cannot be used together with text or blocks',
    ],
    ['conversations.create', {}, 'invalid_name_required', 'missing required field: name'],
    [
      'conversations.create',
      { name: 'a', is_private: 'maybe' },
      'invalid_arguments',
      'must be a boolean [json-pointer:/is_private]',
    ],
    [
      'conversations.history',
      { channel: 'C1', limit: 'many' },
      'invalid_arguments',
      'must be a number [json-pointer:/limit]',
    ],
    ['users.conversations', { limit: '' }, 'invalid_limit', 'must be a number [json-pointer:/limit]'],
    ['conversations.kick', { channel: 'C1' }, 'user_not_found', 'missing required field: user'],
    ['conversations.open', {}, 'users_list_not_supplied', 'must provide one of: channel, users'],
    ['pins.add', { channel: 'C1' }, 'no_item_specified', 'must provide one of: timestamp'],
    [
      'views.open',
      { view: {} },
      'invalid_arguments',
      'must provide one of: trigger_id, interactivity_pointer',
    ],
    ['views.open', { trigger_id: '1.2.3' }, 'invalid_arguments', 'missing required field: view'],
    [
      'views.open',
      { trigger_id: '1.2.3', view: 'modal' },
      'invalid_arguments',
      'must be a JSON object [json-pointer:/view]',
    ],
    ['views.update', { view: {} }, 'invalid_arguments', 'must provide one of: view_id, external_id'],
  ];

  test.each(refused)('%s refuses %j with %s', (method, args, error, sentence) => {
    expect(checkArguments(method, args)).toEqual({ error, messages: [`[ERROR] ${sentence}`] });
  });

  test('name everything that is missing', () => {
    expect(checkArguments('conversations.setTopic', {})?.messages).toEqual([
      '[ERROR] missing required field: channel',
      '[ERROR] missing required field: topic',
    ]);
  });

  test('become values, whether they came in a form or in JSON', () => {
    const values = { channel: 'C1', blocks: [{ type: 'divider' }], unfurl_links: false, text: '1' };
    const form = { token: 'x', channel: 'C1', blocks: '[{"type":"divider"}]', unfurl_links: '0', text: '1' };
    expect(argumentValues('chat.postMessage', form)).toEqual(values);
    expect(argumentValues('chat.postMessage', { ...values, thread_ts: null })).toEqual(values);
    expect(argumentValues('conversations.history', { channel: 'C1', limit: '5' })).toEqual({
      channel: 'C1',
      limit: 5,
    });
  });
});

describe('scopes', () => {
  test.each([
    ['conversations.info', 'public', ['channels:read']],
    ['conversations.info', 'private', ['groups:read']],
    ['conversations.info', 'im', ['im:read']],
    ['conversations.info', 'mpim', ['mpim:read']],
    ['conversations.create', 'public', ['channels:manage']],
    ['conversations.create', 'private', ['groups:write']],
    ['conversations.invite', 'private', ['groups:write.invites', 'groups:write']],
    ['chat.postMessage', 'private', ['chat:write']],
    ['views.open', undefined, []],
  ] as const)('%s in a %s conversation needs one of %j', (method, kind, scopes) => {
    expect(neededScopes(method, kind)).toEqual(scopes);
  });

  test('of every kind are named when the kind is not known', () => {
    expect(neededScopes('conversations.info')).toEqual([
      'groups:read',
      'im:read',
      'mpim:read',
      'channels:read',
    ]);
  });

  test('are not waived for a kind that the method has none for', () => {
    expect(neededScopes('conversations.join', 'private')).toEqual(['channels:join']);
  });

  test('of one kind do not open another', () => {
    const granted = new Set(['channels:manage']);
    expect(scopesSatisfied('conversations.create', granted, 'public')).toBe(true);
    expect(scopesSatisfied('conversations.create', granted, 'private')).toBe(false);
    expect(scopesSatisfied('views.open', new Set())).toBe(true);
  });
});
