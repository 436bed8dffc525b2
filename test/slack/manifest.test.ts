import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ConversationKind, knownMethods, neededScopes } from '../../src/sandbox/api/method-specs.ts';
import { readManifest } from '../../src/sandbox/manifest.ts';
import { COMMANDS, SHORTCUTS } from '../../src/slack/ids.ts';
import schema from '../support/manifest-schema.json' with { type: 'json' };
import eventScopes from '../support/slack-events.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(join(root, 'manifest.yml'), 'utf8');
const manifest = readManifest(text);
const granted = manifest.oauth_config.scopes.bot;
const code = readdirSync(join(root, 'src/slack'), { recursive: true, encoding: 'utf8' })
  // An error code may have the name of an event.
  .filter((file) => file.endsWith('.ts') && file !== 'refusals.ts')
  .map((file) => readFileSync(join(root, 'src/slack', file), 'utf8'))
  .join('\n');

/** On which kinds of conversation Muster uses a method; the others are about no conversation. */
const USED_ON: Readonly<Record<string, readonly ConversationKind[]>> = {
  'chat.postMessage': ['public', 'private', 'im'],
  'chat.update': ['public', 'private', 'im'],
  'conversations.create': ['public', 'private'],
  'conversations.history': ['public', 'private', 'im'],
  'conversations.info': ['public', 'private'],
  'conversations.invite': ['public', 'private'],
  'conversations.join': ['public'],
  'conversations.list': ['public', 'private'],
  'conversations.members': ['public', 'private'],
  'conversations.open': ['im'],
  'conversations.setTopic': ['public', 'private'],
  'pins.add': ['public', 'private'],
  'users.conversations': ['public', 'private'],
};

/** Called by name, or given as one to what pages through its list. */
const methods = knownMethods().filter((name) => code.includes(`${name}(`) || code.includes(`, '${name}', `));
/** Messages come by kind of conversation, and swarms are channels, public or private. */
const messages = code.includes("event('message'") ? ['message.channels', 'message.groups'] : [];
const events = [
  ...Object.keys(eventScopes).filter((name) => new RegExp(`['"]?\\b${name}\\b['"]?[:,]`).test(code)),
  ...messages,
];
/** Any one of each list suffices. */
const needed: readonly (readonly string[])[] = [
  ['commands'],
  ...methods.flatMap((name) => {
    const kinds = USED_ON[name];
    return kinds ? kinds.map((kind) => neededScopes(name, kind)) : [neededScopes(name)];
  }),
  ...events.flatMap((name) => membership(name)),
].filter((scopes) => scopes.length > 0);

/** Events come for the kinds of conversation whose scope is held; swarms are channels, public or private. */
function membership(name: string): string[][] {
  const scopes = (eventScopes as Record<string, string[]>)[name] ?? [];
  const ofKinds = scopes.filter((scope) => /^(channels|groups|im|mpim):/.test(scope));
  if (ofKinds.length === 0) return [scopes];
  return ofKinds.filter((scope) => /^(channels|groups):/.test(scope)).map((scope) => [scope]);
}

describe('the manifest', () => {
  test("is valid by Slack's own schema", () => {
    const validate = new Ajv({ strict: false, logger: false }).compile(schema);
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('finds the calls that the code makes', () => {
    expect(methods).toEqual(
      expect.arrayContaining(['chat.postMessage', 'views.open', 'conversations.create']),
    );
    for (const name of Object.keys(USED_ON)) expect(methods, name).toContain(name);
  });

  test('holds a scope for every call and event that the code uses', () => {
    for (const scopes of needed) {
      expect(
        scopes.some((scope) => granted.includes(scope)),
        `one of ${scopes.join(', ')}`,
      ).toBe(true);
    }
  });

  test.each(granted)('holds %s because the code cannot do without it', (scope) => {
    const without = granted.filter((one) => one !== scope);
    const missing = needed.filter((scopes) => !scopes.some((one) => without.includes(one)));
    expect(missing).not.toEqual([]);
  });

  test('subscribes to exactly the events that the code listens to', () => {
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual([...events].sort());
  });

  test('names exactly the commands and shortcuts that the code answers', () => {
    const commands = manifest.features.slash_commands.map((one) => one.command);
    expect(commands.sort()).toEqual(Object.values(COMMANDS).sort());
    const shortcuts = manifest.features.shortcuts.map((one) => one.callback_id);
    expect(shortcuts.sort()).toEqual(Object.values(SHORTCUTS).sort());
  });
});
