import type { App } from '@slack/bolt';
import { afterAll, beforeAll } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { helloManifest, socketApp } from './support/bolt-app.ts';
import { type Heard, listen } from './support/hello-listeners.ts';
import { helloStories } from './support/hello-stories.ts';

let sandbox: Sandbox;
let app: App;
let heard: Heard;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest });
  app = socketApp(sandbox);
  heard = listen(app);
  await app.start();
});

afterAll(async () => {
  await app?.stop();
  await sandbox?.stop();
});

helloStories('Socket Mode', () => ({ sandbox, heard }));
