import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECOND } from '../../src/domain/kernel/time.ts';
import { fillFromCard } from '../support/acts.ts';
import { discrepancies } from '../support/invariants/inspect.ts';
import { type Child, type Installation, queues, startInstallation } from '../support/processes.ts';
import { type Act, play, type Script } from '../support/script.ts';
import { script as whole } from './scripts/whole.ts';

const [opens, claims] = whole.acts as [Act, Act];
const script: Script = {
  title: 'a swarm from beginning to end',
  acts: [
    opens,
    claims,
    {
      title: 'Dana resolves it',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('dana'), channel, 'Resolve', {
          'What fixed it?': 'Rolled back',
          'What was the cause?': 'A release',
          'Final word to the customer': 'It works again',
        }),
      shows: (scene) => scene.card().includes('Rolled back'),
    },
  ],
};

const ROLES = ['web', 'web', 'worker', 'worker'];
const STOP_MS = 10 * SECOND;

// Each swarm sets its topic three times, and Slack allows twenty a minute: with more than six of them the rest of a
// minute would be waited for.

describe.each(queues)('four processes on one database and one %s, replaced one after the other', (queue) => {
  let it: Installation;
  let children: Child[];
  beforeAll(async () => {
    it = await startInstallation(queue);
    children = ROLES.map((role) => it.start(role));
    await Promise.all(children.map((child) => child.up()));
  }, 120 * SECOND);
  afterAll(() => it.stop());

  test('lose and double nothing, and leave nobody who works meanwhile without an answer', {
    timeout: 240 * SECOND,
  }, async () => {
    let swarms = 0;
    let people: Promise<unknown> = Promise.resolve();
    const workASwarm = () => {
      swarms += 1;
      // Whoever is asked to try again does.
      people = people.then(() => play(it.stage, script, () => true));
      // It is looked at when all are replaced.
      people.catch(() => {});
    };
    const stops: number[] = [];
    for (const [index, role] of ROLES.entries()) {
      if (ROLES.indexOf(role) === index) workASwarm();
      const next = it.start(role);
      await next.up();
      workASwarm();
      // A swarm takes half a second or more: each stop meets it in another act.
      await sleep((index * SECOND) / 6);
      const { ms, code } = await (children[index] as Child).stop();
      stops.push(Math.round(ms));
      expect(code).toBe(0);
      children[index] = next;
    }
    await people;
    await it.stage.quiet();
    console.log(
      `${queue}: replaced while ${swarms} swarms were worked; stopped within ${stops.join(', ')} ms`,
    );
    expect(Math.max(...stops)).toBeLessThan(STOP_MS);
    expect(await discrepancies(it.stage)).toEqual([]);
    // Slack sends an event again that nobody has answered; a person it does not.
    const unanswered = it.sandbox.appErrors.log.filter((fault) => !fault.includes('of events_api'));
    expect(unanswered, 'what got no answer in time').toEqual([]);
    for (const child of children) expect(child.text()).not.toMatch(/unhandled/i);
  });
});
