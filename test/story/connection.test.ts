import { describe, expect, test } from 'vitest';
import type { CallFault } from '../../src/sandbox/faults/rules.ts';
import { tellStory } from '../support/story.ts';

const told = tellStory({ expectLogged: /http request failed/ });

describe('the connection to Slack, closed by Slack', () => {
  test.each<CallFault>(['server-error', 'reset', 'rate-limit'])(
    'is opened anew even when the first tries meet a %s',
    async (fault) => {
      const { sandbox } = told.story;
      const id = sandbox.inject({ on: 'apps.connections.open', fault, count: 2 });
      sandbox.refreshConnections(true);
      await sandbox.until(() => sandbox.connections() === 0);
      await sandbox.until(() => sandbox.connections() === 1, 25_000);
      sandbox.clearFaults(id);
      const riley = sandbox.person('riley');
      expect(await riley.command('general', '/swarm')).toEqual({});
    },
  );
});
