import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { MINUTE } from '../../../src/domain/kernel/time.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import type { Figure, Ground, Row } from '../figure.ts';
import { type Muster, startMuster } from '../support/muster.ts';

/** As many channels as Slack lets an app open at once, and many more. */
const FEW = 20;
const MANY = 300;
/** People's forms come side by side. */
const AT_ONCE = 10;
/** Within which all that Slack opens at once is being opened. */
const SETTLE_MS = 5_000;

/** From when it was asked for, in s. */
type Waits = {
  readonly others: number;
  /** A channel that another person asks for, with the same severity as all that are before it. */
  readonly fair: number;
  /** A SEV1 of the very person who asked for all that are before it. */
  readonly urgent: number;
  /** The lead, whom the others ask as well, has the other person's request to claim. */
  readonly asked: number;
};

/** What one person's escalations do to others, while Slack opens 20 channels a minute. */
export const fairness: Figure = {
  number: 11,
  title: 'One person’s /escalate behind another’s 300',
  async run(ground) {
    const runs: Waits[] = [];
    for (let repeat = 0; repeat < ground.repeats; repeat++) {
      // Side by side, so that of Slack's minute as much has passed here as there when the others ask.
      const places = await Promise.all([MANY, FEW].map((others) => flooded(ground, others)));
      await sleep(SETTLE_MS);
      runs.push(...(await Promise.all(places.map((place) => behind(ground, place)))));
    }
    return rowsOf(runs);
  },
};

type Place = { readonly others: number; readonly database: TestDatabase; readonly muster: Muster };

async function flooded(ground: Ground, others: number): Promise<Place> {
  const database = await ground.database();
  const muster = await startMuster(database, ground.say, true);
  const numbers = Array.from({ length: others }, (_, number) => number);
  await pLimit(AT_ONCE).map(numbers, (number) => muster.open(`#${number}`));
  return { others, database, muster };
}

async function behind(ground: Ground, { others, database, muster }: Place): Promise<Waits> {
  const since = performance.now();
  const fair = await muster.open('#fair', { by: 'robin' });
  const urgent = await muster.open('#urgent', { severity: 'SEV1' });
  const until = async (isThere: () => Promise<number>) => {
    while ((await isThere()) === 0 && performance.now() - since < 20 * MINUTE) await sleep(50);
    return (performance.now() - since) / 1_000;
  };
  const channel = (id: string) => () =>
    database.db.escalation.count({ where: { id, channelId: { not: null } } });
  const post = () =>
    database.db.post.count({ where: { escalationId: fair, key: { startsWith: 'claim-request' } } });
  const [fairS, urgentS, asked] = await Promise.all([
    until(channel(fair)),
    until(channel(urgent)),
    until(post),
  ]);
  const refused = muster.sandbox.calls.filter((call) => call.error === 'ratelimited').length;
  ground.say(
    `  behind ${others}: ${fairS.toFixed(1)} s, SEV1 ${urgentS.toFixed(1)} s; Slack refused ${refused}`,
  );
  await muster.stop();
  await database.stop();
  return { others, fair: fairS, urgent: urgentS, asked };
}

function rowsOf(runs: readonly Waits[]): Row[] {
  const over = (others: number, pick: (waits: Waits) => number) => ({
    name: `behind ${others}`,
    values: runs.filter((one) => one.others === others).map(pick),
  });
  const row = (name: string, pick: (waits: Waits) => number, ...limits: Row['limits']): Row => {
    return { name, unit: 's', ours: over(MANY, pick), baseline: over(FEW, pick), limits };
  };
  return [
    row('another person’s channel is opened', ({ fair }) => fair, { of: 'ratio', atMost: 1.2 }),
    row('a SEV1 of the same person is opened', ({ urgent }) => urgent, { of: 'ratio', atMost: 1.2 }),
    row('the other person’s lead is asked to claim', ({ asked }) => asked, { of: 'ours', atMost: 15 }),
  ];
}
