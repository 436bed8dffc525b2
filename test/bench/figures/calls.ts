import type { LoggedCall } from '../../../src/sandbox/api/call.ts';
import type { Figure, Ground, Measured, Row } from '../figure.ts';
import { type Muster, startMuster } from '../support/muster.ts';
import { copiesOf } from '../support/posts.ts';
import { openWithClient, slackClient } from '../support/slack-client.ts';

const LOST = 0.1;
/** Card, line in the escalations channel and claim request. */
const MESSAGES = 3;

/** What opening some escalations came to, in Web API calls an escalation. */
type Openings = {
  /** For the swarm's channel: made, people, card, pin and topic. */
  readonly inChannel: number;
  /** All together. Look-ups after lost answers are counted in both. */
  readonly all: number;
  /** Of a hundred, those with a message that is doubled or missing. */
  readonly wrong: number;
};

type Run = {
  readonly untilIn: number;
  readonly plain: Openings;
  readonly lossy: Openings;
  readonly client: Openings;
};

/** Opening escalations, with every answer of Slack's arriving, and with one in ten lost after Slack did what was asked. */
export const calls: Figure = {
  number: 2,
  title: 'Slack calls to open an escalation',
  async run(ground) {
    const runs: Run[] = [];
    for (let repeat = 0; repeat < ground.repeats; repeat++) runs.push(await measure(ground));
    return rowsOf((name, pick) => ({ name, values: runs.map(pick) }));
  },
};

function rowsOf(over: (name: string, pick: (run: Run) => number) => Measured): Row[] {
  const row = (name: string, ours: Measured, baseline: Measured | null, ...limits: Row['limits']): Row => {
    return { name, unit: 'calls', ours, baseline, limits };
  };
  const all = over('without faults', (run) => run.plain.all);
  const inChannel = over('without faults', (run) => run.plain.inChannel);
  const lossy = over('Muster', (run) => run.lossy.all);
  const exactly = (count: number) => ({ of: 'ours', atLeast: count, atMost: count }) as const;
  const bounded = { of: 'ratio', atMost: 1.4 } as const;
  return [
    row('for its channel', inChannel, null, exactly(5)),
    row(
      'until people are in',
      over('Muster', (run) => run.untilIn),
      null,
      exactly(2),
    ),
    row('all, with line and claim request', all, null),
    row(
      'for its channel, 10 % of answers lost',
      over('Muster', (run) => run.lossy.inChannel),
      inChannel,
      bounded,
    ),
    row('all, 10 % of answers lost', lossy, all, bounded),
    row(
      'all, 10 % of answers lost',
      lossy,
      over('Slack’s client', (run) => run.client.all),
    ),
    {
      name: 'opened wrongly of 100, 10 % of answers lost',
      unit: 'count',
      ours: over('Muster', (run) => run.lossy.wrong),
      baseline: over('Slack’s client', (run) => run.client.wrong),
      limits: [{ of: 'ours', atMost: 0 }],
    },
  ];
}

async function measure(ground: Ground): Promise<Run> {
  const database = await ground.database();
  const muster = await startMuster(database, ground.say);
  const { sandbox } = muster;
  // Whom Muster has not met it asks Slack for once; that belongs to no escalation.
  await muster.open('#warm-up');
  await muster.idle();
  const untilIn = await callsUntilIn(muster);
  const count = ground.isQuick ? 10 : 50;
  const openAll = async (name: string) => {
    for (let number = 0; number < count; number++) await muster.open(`#${name}-${number}`);
    await muster.idle();
  };
  const plain = await openings(muster, count, () => openAll('plain'));
  sandbox.inject({ on: '*', fault: 'accept-then-drop', probability: LOST });
  const lossy = await openings(muster, count, () => openAll('lossy'));
  const client = await openings(muster, count, async () => {
    const one = slackClient(sandbox);
    const names = Array.from({ length: count }, (_, number) => `client-${number}`);
    await Promise.allSettled(names.map((name) => openWithClient(sandbox, one, name)));
  });
  await muster.stop();
  await database.stop();
  return { untilIn, plain, lossy, client };
}

async function callsUntilIn(muster: Muster): Promise<number> {
  const before = muster.sandbox.calls.length;
  await muster.open('#alone');
  await muster.idle();
  return muster.sandbox.calls.slice(before).findIndex(({ method }) => method === 'conversations.invite') + 1;
}

async function openings({ sandbox }: Muster, count: number, open: () => Promise<void>): Promise<Openings> {
  const before = sandbox.calls.length;
  await open();
  const made = sandbox.calls.slice(before);
  return {
    inChannel: made.filter((call) => !isElsewhere(call)).length / count,
    all: made.length / count,
    wrong: (100 * (count - openedRightly(made))) / count,
  };
}

/** Channels of people and the escalations channel, which more than one escalation is told in. */
function isElsewhere({ method, args }: LoggedCall): boolean {
  if (method === 'conversations.open') return true;
  return /^([UD]|C0ACMEESCALATIONS$)/.test(String(args.channel ?? ''));
}

/** How many escalations had each of their messages posted exactly once. */
function openedRightly(made: readonly LoggedCall[]): number {
  const messages = new Map<string, number[]>();
  for (const [op, copies] of copiesOf(made)) {
    const [, escalation = ''] = /^(.+?)-(?:card|line|claim)/.exec(op) ?? [];
    messages.set(escalation, [...(messages.get(escalation) ?? []), copies]);
  }
  const isRight = (copies: number[]) => copies.length === MESSAGES && copies.every((one) => one === 1);
  return [...messages.values()].filter(isRight).length;
}
