import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { post } from '../../fuzz/post.ts';
import type { Flood, Flooded } from '../children/flood.ts';
import type { Figure, Row } from '../figure.ts';
import { CHILDREN, type Child, startChild } from '../support/child.ts';
import { startApp, startFront } from '../support/http-apps.ts';
import { musterSettings, readProjectFile } from '../support/muster.ts';

type App = 'Muster' | 'a bare Bolt app';
type Run = {
  readonly app: App;
  readonly kind: Kind;
  readonly raisedMb: number;
  /** The slowest acknowledgement of what Slack sent meanwhile; what was not acknowledged counts as a minute. */
  readonly slowestMs: number;
};

const FLOOD = { requests: 400, bytes: 1_900_000 };

/** What strangers' requests have in their heads: nothing, or all that Slack's have, with a signature that is not. */
const HEADS = {
  unsigned: () => ({ 'content-type': 'application/json' }),
  forged: () => ({
    'content-type': 'application/json',
    'x-slack-request-timestamp': String(Math.floor(Date.now() / 1_000)),
    'x-slack-signature': `v0=${'0'.repeat(64)}`,
  }),
} as const;
type Kind = keyof typeof HEADS;

/** Muster's web process, beside a bare Bolt app, while strangers send it as much as they can and Slack what it always does. */
export const flood: Figure = {
  number: 9,
  title: 'A flood from strangers',
  async run({ database: newDatabase, repeats }) {
    const database = await newDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
    const sandbox = await startSandbox({ manifest: readProjectFile('manifest.yml') });
    const front = await startFront(sandbox);
    const apps: Record<App, ReturnType<typeof startApp>> = {
      Muster: startApp(sandbox, front.url, folder, { ...musterSettings(database.url), MUSTER_ROLE: 'web' }),
      'a bare Bolt app': startApp(sandbox, front.url, folder),
    };
    const strangers: Child<Flood, Flooded> = startChild(CHILDREN.flood);
    await Promise.all(Object.values(apps).map(({ url }) => url));
    front.saysYes();
    const runs: Run[] = [];
    for (let repeat = 0; repeat < repeats; repeat++)
      for (const kind of Object.keys(HEADS) as Kind[])
        for (const app of Object.keys(apps) as App[])
          runs.push({ app, kind, ...(await measure(apps[app], strangers, sandbox, kind)) });
    await Promise.all([strangers, ...Object.values(apps).map(({ child }) => child)].map((one) => one.stop()));
    front.stop();
    await sandbox.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
    return rowsOf(runs);
  },
};

async function measure(
  { child, url }: ReturnType<typeof startApp>,
  strangers: Child<Flood, Flooded>,
  sandbox: Sandbox,
  kind: Kind,
): Promise<Pick<Run, 'raisedMb' | 'slowestMs'>> {
  const address = await url;
  // What runs for the first time takes memory for good.
  for (let times = 0; times < 20; times++) await acknowledged(address, sandbox);
  await child.ask(null as never);
  const before = await residentMb(child.pid);
  let isOver = false;
  const flooded = strangers.ask({ url: address, headers: HEADS[kind](), ...FLOOD }).finally(() => {
    isOver = true;
  });
  let most = before;
  let slowestMs = 0;
  const watch = async () => {
    for (; !isOver; await sleep(25)) most = Math.max(most, await residentMb(child.pid));
  };
  const slack = async () => {
    for (; !isOver; await sleep(10)) slowestMs = Math.max(slowestMs, await acknowledged(address, sandbox));
  };
  await Promise.all([watch(), slack(), flooded]);
  // What was taken may be seen only afterwards.
  most = Math.max(most, await residentMb(child.pid));
  return { raisedMb: most - before, slowestMs };
}

let lastTrigger = 0;

async function acknowledged(url: string, { signingSecret, person, workspaceId }: Sandbox): Promise<number> {
  lastTrigger += 1;
  const payload = {
    command: '/swarm',
    text: 'help',
    trigger_id: `flood.${lastTrigger}`,
    team_id: workspaceId,
    user_id: person('riley').id,
    channel_id: 'C1',
    response_url: 'http://127.0.0.1:1/',
  };
  const began = performance.now();
  const { status } = await post(url, signingSecret, { type: 'slash_commands', payload });
  return status === 200 ? performance.now() - began : 60_000;
}

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1_024;
}

function rowsOf(runs: readonly Run[]): Row[] {
  return (Object.keys(HEADS) as Kind[]).flatMap((kind): Row[] => {
    const over = (app: App, pick: (run: Run) => number) => ({
      name: app,
      values: runs.filter((run) => run.app === app && run.kind === kind).map(pick),
    });
    const row = (name: string, unit: Row['unit'], pick: (run: Run) => number, atMost: number): Row => ({
      name: `${name} by ${FLOOD.requests} ${kind} requests of 1.9 MB`,
      unit,
      ours: over('Muster', pick),
      baseline: over('a bare Bolt app', pick),
      limits: [{ of: 'ours', atMost }],
    });
    return [
      row('memory raised', 'MB', ({ raisedMb }) => raisedMb, 50),
      row('slowest acknowledgement, kept waiting', 'ms', ({ slowestMs }) => slowestMs, 1_000),
    ];
  });
}
