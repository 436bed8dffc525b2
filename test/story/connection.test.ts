import { expect, test } from 'vitest';
import type { CallFault } from '../../src/sandbox/faults/rules.ts';
import { startStory } from '../support/story.ts';

/** What was being taken in when the connection closed cannot be acknowledged there: Slack sends it again. */
const EXPECTED =
  /http request failed|Failed to retrieve a new WSS URL|no active connection|SMSendWhileNotReadyError/;

type Tries = readonly { readonly fault: CallFault; readonly count: number; readonly ms?: number }[];

// Its client waits five seconds, then ten: two in a row that are limited are past what a test waits for.
const cases: [meet: string, patienceMs: number, tries: Tries][] = [
  ['a server-error', 25_000, [{ fault: 'server-error', count: 2 }]],
  ['a reset', 25_000, [{ fault: 'reset', count: 2 }]],
  ['a rate-limit', 25_000, [{ fault: 'rate-limit', count: 1 }]],
  [
    'a limit, and then another failure',
    29_000,
    [
      { fault: 'rate-limit', count: 1, ms: 1_000 },
      { fault: 'server-error', count: 1 },
    ],
  ],
];

// Each waits for its client, and that takes no cores.
test.concurrent.each(cases)(
  'the connection that Slack closed is opened anew even when the first tries meet %s',
  { timeout: 60_000 },
  async (_meet, patienceMs, tries) => {
    const story = await startStory({ expectLogged: EXPECTED });
    const { sandbox } = story;
    for (const one of tries) sandbox.inject({ on: 'apps.connections.open', ...one });
    sandbox.refreshConnections(true);
    await sandbox.until(() => sandbox.connections() === 0);
    await sandbox.until(() => sandbox.connections() === 1, patienceMs);
    expect(await sandbox.person('riley').command('general', '/swarm')).toEqual({});
    await story.stop();
  },
);
