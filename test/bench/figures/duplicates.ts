import { setTimeout as sleep } from 'node:timers/promises';
import { dispatch } from '../../../src/engine/dispatch.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import type { Figure, Ground, Measured, Row } from '../figure.ts';
import { type Muster, readProjectFile, startMuster } from '../support/muster.ts';
import { copiesOf, duplicatesIn } from '../support/posts.ts';
import { postNamed, slackClient } from '../support/slack-client.ts';

/** Beside its notes, what an escalation posts when it is opened: card, line and claim request. */
const OPENING_POSTS = 3;
const NOTES = 11;

type Spoilt = {
  /** Messages that Slack posted, and then lost the answer of. */
  readonly faults: number;
  readonly duplicates: number;
  /** Messages that met a fault, once or again and again. */
  readonly faulted: number;
};

type Run = { readonly ours: Spoilt; readonly client: Spoilt };

/**
 * Slack posts a message and its answer gets lost. Muster meets that with every message, each once; Slack's own client
 * during a spell in which no answer arrives, since its default policy tries for half an hour.
 */
export const duplicates: Figure = {
  number: 7,
  title: 'Messages posted twice when Slack’s answers get lost',
  async run(ground) {
    const runs: Run[] = [];
    // Nothing is timed here, so both may run at once.
    for (let repeat = 0; repeat < ground.repeats; repeat++) {
      const [ours, client] = await Promise.all([throughMuster(ground), throughClient(ground)]);
      ground.say(`  answers lost: ${ours.faults} of Muster’s, ${client.faults} of Slack’s client’s`);
      runs.push({ ours, client });
    }
    return rowsOf(runs);
  },
};

function rowsOf(runs: readonly Run[]): Row[] {
  const over = (name: 'Muster' | 'Slack’s client', pick: (spoilt: Spoilt) => number): Measured => {
    return { name, values: runs.map((run) => pick(name === 'Muster' ? run.ours : run.client)) };
  };
  const row = (name: string, pick: (spoilt: Spoilt) => number, ...limits: Row['limits']): Row => {
    return {
      name,
      unit: 'count',
      ours: over('Muster', pick),
      baseline: over('Slack’s client', pick),
      limits,
    };
  };
  return [
    row('duplicates per 1,000 lost answers', (one) => (1_000 * one.duplicates) / one.faults, {
      of: 'ours',
      atMost: 0,
    }),
    row('duplicates per message that met a lost answer', (one) => one.duplicates / one.faulted),
  ];
}

async function throughMuster(ground: Ground): Promise<Spoilt> {
  const database = await ground.database();
  const muster = await startMuster(database, ground.say);
  const escalations = ground.isQuick ? 4 : 30;
  const messages = escalations * (NOTES + OPENING_POSTS);
  // Each is hit once: the second try finds it there and does not come to Slack's ears as a post.
  muster.sandbox.inject({ on: 'chat.postMessage', fault: 'accept-then-drop', count: messages });
  for (let number = 0; number < escalations; number++) await openWithNotes(muster, number);
  await muster.idle();
  const { calls } = muster.sandbox;
  const faults = struckIn(muster.sandbox);
  const posted = copiesOf(calls).size;
  if (posted !== messages) throw new Error(`${posted} messages were posted, and not ${messages}`);
  await muster.stop();
  await database.stop();
  return { faults, duplicates: duplicatesIn(calls), faulted: faults };
}

async function openWithNotes({ open, context, sandbox }: Muster, number: number): Promise<void> {
  const escalation = await open(`#${number}`);
  const riley = sandbox.person('riley').id;
  const to = { workspace: sandbox.workspaceId, escalation, by: riley, kinds: { [riley]: 'member' as const } };
  for (let note = 0; note < NOTES; note++) {
    await dispatch(context.engine, { type: 'AddNote', kind: 'note', text: `Note ${note}`, ...to });
  }
}

async function throughClient({ isQuick }: Ground): Promise<Spoilt> {
  const sandbox = await startSandbox({ manifest: readProjectFile('manifest.yml'), rateLimits: false });
  const client = slackClient(sandbox);
  const messages = isQuick ? 10 : 60;
  sandbox.inject({ on: 'chat.postMessage', fault: 'accept-then-drop' });
  const sent = Array.from({ length: messages }, (_, number) =>
    postNamed(client, sandbox.person('dana').id, `message-${number}`),
  );
  await sleep(isQuick ? 2_000 : 10_000);
  const faults = struckIn(sandbox);
  sandbox.clearFaults();
  await Promise.all(sent);
  const doubled = duplicatesIn(sandbox.calls);
  await sandbox.stop();
  return { faults, duplicates: doubled, faulted: messages };
}

function struckIn(sandbox: Sandbox): number {
  return sandbox.faultRules().reduce((sum, rule) => sum + rule.struck, 0);
}
