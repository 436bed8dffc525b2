import type { App } from '@slack/bolt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { helloManifest, httpApp } from './support/bolt-app.ts';
import { type Heard, listen } from './support/hello-listeners.ts';
import { helloStories } from './support/hello-stories.ts';

let sandbox: Sandbox;
let app: App;
let heard: Heard;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest });
  const http = httpApp(sandbox);
  app = http.app;
  heard = listen(app);
  await sandbox.deliverTo(await http.start());
});

afterAll(async () => {
  await app?.stop();
  await sandbox?.stop();
});

helloStories('HTTP', () => ({ sandbox, heard }));

test('an address that does not answer the challenge is refused in one sentence', async () => {
  await expect(sandbox.deliverTo('http://127.0.0.1:9/slack/events')).rejects.toThrow(
    "http://127.0.0.1:9/slack/events did not answer Slack's challenge: start the app first, and check the address.",
  );
});
