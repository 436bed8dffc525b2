import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { helloManifest, socketApp } from './support/bolt-app.ts';
import { listen } from './support/hello-listeners.ts';

let sandbox: Sandbox;
let app: App;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest });
  app = socketApp(sandbox);
  listen(app);
  await app.start();
});

afterAll(async () => {
  await app.stop();
  await sandbox.stop();
});

describe('a Bolt app over Socket Mode', () => {
  test('answers a command to the person alone', async () => {
    const riley = sandbox.person('riley');
    expect(await riley.command('general', '/hello', 'there & <@U0ACMESAM>')).toEqual({});
    const said = await sandbox.until(() => riley.ephemerals('general').at(-1));
    expect(said.text).toBe('Hello there &amp; <@U0ACMESAM|sam>');
    expect(sandbox.faults).toEqual({ lateAcks: 0, badAnswers: 0, log: [] });
  });
});
