import { describe, expect, test } from 'vitest';
import type { CallFault } from '../../src/sandbox/faults/rules.ts';
import { startStory } from '../support/story.ts';

describe('the connection to Slack, closed by Slack', () => {
  // Its client waits five seconds, then ten: two in a row that are limited are past what a test waits for.
  test.concurrent.each<[CallFault, number]>([
    ['server-error', 2],
    ['reset', 2],
    ['rate-limit', 1],
  ])('is opened anew even when the first tries meet a %s', async (fault, count) => {
    const story = await startStory({ expectLogged: /http request failed|Failed to retrieve a new WSS URL/ });
    const { sandbox } = story;
    const id = sandbox.inject({ on: 'apps.connections.open', fault, count });
    sandbox.refreshConnections(true);
    await sandbox.until(() => sandbox.connections() === 0);
    await sandbox.until(() => sandbox.connections() === 1, 25_000);
    sandbox.clearFaults(id);
    const riley = sandbox.person('riley');
    expect(await riley.command('general', '/swarm')).toEqual({});
    await story.stop();
  });

  test('is opened anew when the first try is limited and the second fails for another reason', async () => {
    const { sandbox } = told.story;
    sandbox.inject({ on: 'apps.connections.open', fault: 'rate-limit', count: 1, ms: 1_000 });
    sandbox.inject({ on: 'apps.connections.open', fault: 'server-error', count: 1 });
    sandbox.refreshConnections(true);
    await sandbox.until(() => sandbox.connections() === 0);
    await sandbox.until(() => sandbox.connections() === 1, 29_000);
    expect(await sandbox.person('riley').command('general', '/swarm')).toEqual({});
  });
});
