import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { readArguments } from '../../../src/sandbox/api/arguments.ts';
import type { Method } from '../../../src/sandbox/api/method.ts';
import {
  knownMethods,
  methodSpec,
  neededScopes,
  scopesSatisfied,
} from '../../../src/sandbox/api/method-specs.ts';
import documented from './documented-errors.json' with { type: 'json' };

function read(name: string, args: Record<string, unknown>) {
  const { args: schema } = methodSpec(name) as Method;
  return readArguments(schema, args);
}

describe('the table of methods', () => {
  test.each(knownMethods())('refuses arguments of %s with codes that its page documents', (name) => {
    const { args } = methodSpec(name) as Method;
    const { shape } = args as z.ZodObject;
    const refusals = [{}, ...Object.keys(shape).map((argument) => ({ [argument]: () => 0 }))].map(
      (given) => args.safeParse(given, { error: () => 'invalid_arguments' }).error?.issues ?? [],
    );
    const codes = new Set(refusals.flat().map(({ message }) => message));
    codes.delete('invalid_arguments');
    expect(documented).toHaveProperty([name], expect.arrayContaining([...codes]));
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
    ['chat.scheduleMessage', { channel: 'C1', text: 'x', post_at: 12 }],
    ['api.test', { foo: 'bar' }],
    ['auth.test', {}],
  ];

  test.each(fine)('%s takes %j', (method, args) => {
    expect(read(method, args).wrong).toBeUndefined();
  });

  const refused: [string, Record<string, unknown>, string, string][] = [
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
    expect(read(method, args).wrong).toEqual({ error, messages: [`[ERROR] ${sentence}`] });
  });

  test('name everything that is missing', () => {
    expect(read('conversations.setTopic', {}).wrong?.messages).toEqual([
      '[ERROR] missing required field: channel',
      '[ERROR] missing required field: topic',
    ]);
  });

  test('become values, whether they came in a form or in JSON', () => {
    const values = { channel: 'C1', blocks: [{ type: 'divider' }], unfurl_links: false, text: '1' };
    const form = { token: 'x', channel: 'C1', blocks: '[{"type":"divider"}]', unfurl_links: '0', text: '1' };
    expect(read('chat.postMessage', form).args).toEqual(values);
    expect(read('chat.postMessage', { ...values, thread_ts: null }).args).toEqual(values);
    expect(read('conversations.history', { channel: 'C1', limit: '5' }).args).toEqual({
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
