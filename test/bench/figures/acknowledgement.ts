import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../../src/sandbox/start.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import type { Order, Sent } from '../children/load.ts';
import type { Figure, Ground, Measured, Row } from '../figure.ts';
import { FRESH, TARGETS_A_RUN } from '../load/plan.ts';
import { record, type Tape } from '../load/tape.ts';
import { percentile } from '../statistics.ts';
import { CHILDREN, type Child, startChild } from '../support/child.ts';
import { startApp, startFront } from '../support/http-apps.ts';
import { musterSettings, readProjectFile } from '../support/muster.ts';

const RATES = [50, 500] as const;

type App = 'Muster' | 'a bare Bolt app';
type Run = {
  readonly app: App;
  readonly rate: number;
  /** The number that both apps are sent the same under. */
  readonly run: number;
  readonly sent: readonly Sent[];
  /** How many commands were sent, those in the lead-in as well. */
  readonly commands: number;
};

/**
 * Muster's web process beside a bare Bolt app that only acknowledges, each in a process of its own, as a third one sends
 * them over HTTP what Slack delivers while people work escalations. Slack's side answers whatever it is asked at once.
 */
export const acknowledgement: Figure = {
  number: 1,
  title: 'Acknowledgement, everything committed before it',
  async run(ground) {
    const database = await ground.database();
    const runsOfMuster = WARM_UPS + ground.repeats * RATES.length;
    const tape = await record(database, runsOfMuster * TARGETS_A_RUN, ground.say);
    ground.say(describe(tape));
    const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
    const sandbox = await startSandbox({ manifest: readProjectFile('manifest.yml') });
    const front = await startFront(sandbox);
    const muster = startApp(sandbox, front.url, folder, {
      ...musterSettings(database.url),
      MUSTER_ROLE: 'web',
    });
    const bolt = startApp(sandbox, front.url, folder);
    const load: Child<Order, Sent[]> = startChild(CHILDREN.load);
    const urls: Record<App, string> = { Muster: await muster.url, 'a bare Bolt app': await bolt.url };
    front.saysYes();
    const { signingSecret: secret } = sandbox;
    const runs = await loadInTurn(ground, load, { tape, secret, urls, answersTo: front.url });
    await Promise.all([load.stop(), bolt.child.stop(), muster.child.stop()]);
    const changed = await changesOf(database);
    front.stop();
    await sandbox.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
    return rowsOf(runs, changed);
  },
};

type Setting = {
  readonly tape: Tape;
  readonly secret: string;
  readonly urls: Readonly<Record<App, string>>;
  readonly answersTo: string;
};

/** Node compiles what runs often, and much of it only then: what counts is how a process runs from there on. */
const WARM_UPS = 4;
/** So much of each run does not count: an app that had nothing to do meanwhile is out of the processor's caches. */
const LEAD_IN_SECONDS = 2;

async function loadInTurn(
  { repeats, isQuick }: Ground,
  load: Child<Order, Sent[]>,
  { tape, secret, urls, answersTo }: Setting,
): Promise<Run[]> {
  const runs: Run[] = [];
  const apps = Object.keys(urls) as App[];
  const send = (app: App, run: number, perSecond: number, seconds: number) =>
    load.ask({ tape, secret, answersTo, perSecond, seconds, run, url: urls[app] });
  const warmUps = isQuick ? 1 : WARM_UPS;
  for (let run = 0; run < warmUps; run++)
    for (const app of apps) await send(app, run, isQuick ? 150 : 500, isQuick ? 2 : 8);
  for (let repeat = 0; repeat < repeats; repeat++)
    for (const [index, rate] of RATES.entries())
      for (const app of apps) {
        const run = warmUps + repeat * RATES.length + index;
        const sent = await send(app, run, rate, LEAD_IN_SECONDS + (isQuick ? 2 : 6));
        const counts = sent.filter(({ at }) => at >= LEAD_IN_SECONDS * 1_000);
        runs.push({ app, rate, run, sent: counts, commands: commandsIn(sent).length });
      }
  return runs;
}

function describe({ letters }: Tape): string {
  const kinds = new Map<string, number>();
  for (const { type } of letters) kinds.set(type, (kinds.get(type) ?? 0) + 1);
  const parts = [...kinds].map(([type, count]) => `${count} ${type}`);
  return `  an escalation from /escalate to resolved is ${letters.length} deliveries: ${parts.join(', ')}`;
}

/** How many commands of each run changed an escalation: what is refused, or answered with "try again", changes none. */
async function changesOf({ db }: TestDatabase): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ run: number; changed: number }[]>`
    SELECT substring(key FROM ${`${FRESH}(\\d+)-`})::int AS run, count(*)::int AS changed FROM "Inbox"
    WHERE (response->>'to')::int > (response->>'from')::int GROUP BY 1`;
  return new Map(rows.map(({ run, changed }) => [run, changed]));
}

function rowsOf(runs: readonly Run[], changed: ReadonlyMap<number, number>): Row[] {
  const over = (app: App, rate: number, pick: (sent: readonly Sent[]) => number): Measured => {
    const own = runs.filter((run) => run.app === app && run.rate === rate);
    return { name: app, values: own.map(({ sent }) => pick(sent)) };
  };
  return RATES.flatMap((rate): Row[] => {
    const row = (name: string, pick: (sent: readonly Sent[]) => number, limits: Row['limits']): Row => ({
      name: `${name} at ${rate}/s`,
      unit: 'ms',
      ours: over('Muster', rate, pick),
      baseline: over('a bare Bolt app', rate, pick),
      limits,
    });
    const ratio = { of: 'ratio', atMost: 5 } as const;
    const at = (percent: number) => (sent: readonly Sent[]) => percentile(latencies(sent), percent);
    const ofCommands = (sent: readonly Sent[]) => percentile(latencies(commandsIn(sent)), 99);
    const own = runs.filter((run) => run.app === 'Muster' && run.rate === rate);
    const done = own.map(({ run, commands }) => (100 * (changed.get(run) ?? 0)) / commands);
    return [
      row('p50', at(50), [ratio]),
      row('p99', at(99), [ratio, { of: 'ours', atMost: 50 }]),
      row('p99 of those that change an escalation', ofCommands, [{ of: 'ours', atMost: 50 }]),
      { ...row('not acknowledged', failed, [{ of: 'ours', atMost: 0 }]), unit: 'count' },
      {
        name: `of 100 commands, how many changed something, at ${rate}/s`,
        unit: 'count',
        ours: { name: 'Muster', values: done },
        baseline: null,
        limits: [{ of: 'ours', atLeast: 80 }],
      },
    ];
  });
}

function commandsIn(sent: readonly Sent[]): Sent[] {
  return sent.filter(({ weight }) => weight === 'command');
}

function latencies(sent: readonly Sent[]): number[] {
  return sent.map(({ ms }) => ms);
}

function failed(sent: readonly Sent[]): number {
  return sent.filter(({ isAcknowledged }) => !isAcknowledged).length;
}
