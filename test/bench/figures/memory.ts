import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createJobNotifier } from '../../../src/engine/job-notifier.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import type { Memory } from '../children/memory.ts';
import type { Figure, Ground, Row } from '../figure.ts';
import { CHILDREN, type Child, startChild } from '../support/child.ts';
import { fill } from '../support/fill.ts';
import { musterSettings, readProjectFile } from '../support/muster.ts';

type Run = { readonly bolt: Memory; readonly rest: Memory; readonly busy: Memory };

const KB_A_MB = 1_024;

/** Whole processes over Socket Mode, a few seconds after they came up. */
export const memory: Figure = {
  number: 8,
  title: 'Memory of a process',
  async run(ground) {
    const open = ground.isQuick ? 200 : 2_000;
    const full = await ground.database();
    const sandbox = await startSandbox({ manifest: readProjectFile('manifest.yml') });
    await fill(full, { workspace: sandbox.workspaceId, total: open, open });
    await notifyOfAll(full);
    const empty = await ground.database();
    const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
    const slack = {
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: sandbox.apiUrl,
    };
    const runs: Run[] = [];
    for (let repeat = 0; repeat < ground.repeats; repeat++) {
      const bolt = await memoryOf(CHILDREN.bolt, /Bolt: up/, folder, slack, ground);
      const muster = ({ url }: TestDatabase) =>
        memoryOf(CHILDREN.muster, /Muster: up/, folder, { ...slack, ...musterSettings(url) }, ground);
      runs.push({ bolt, rest: await muster(empty), busy: await muster(full) });
    }
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
    await Promise.all([empty.stop(), full.stop()]);
    return rowsOf(runs, open);
  },
};

/** Every armed timer has its job in the queue, as if Muster itself had armed it. */
async function notifyOfAll({ url, db }: TestDatabase): Promise<void> {
  const armed = await db.timer.findMany({ where: { state: 'armed' } });
  const complain = (facts: object, message: string) => console.error(message, facts);
  const log = { debug() {}, info() {}, warn: complain, error: complain };
  const notifier = createJobNotifier({ databaseUrl: url, log, now: Date.now });
  await notifier.start(null);
  const timers = armed.map(({ id, version, dueAt }) => ({ id, version, dueAt: dueAt.getTime() }));
  notifier.notify({ timers, effects: [] });
  while ((await notifier.probe()) !== timers.length) await sleep(50);
  await notifier.stop();
}

async function memoryOf(
  file: URL,
  up: RegExp,
  cwd: string,
  env: Record<string, string>,
  { isQuick }: Ground,
): Promise<Memory> {
  const child: Child<null, Memory> = startChild(file, { cwd, env });
  await child.prints(up);
  await sleep(isQuick ? 1_000 : 5_000);
  const found = await child.ask(null);
  await child.stop();
  return found;
}

function rowsOf(runs: readonly Run[], open: number): Row[] {
  const rows = (['rss', 'heap'] as const).map((kind): Row => {
    const name = kind === 'rss' ? 'resident, at rest' : 'heap, at rest';
    const ours = { name: 'Muster', values: runs.map((run) => run.rest[kind]) };
    const baseline = { name: 'a bare Bolt app', values: runs.map((run) => run.bolt[kind]) };
    return { name, unit: 'MB', ours, baseline, limits: [] };
  });
  const each = (['rss', 'heap'] as const).map((kind): Row => {
    const name = `${kind === 'rss' ? 'resident' : 'heap'}, for each of ${open} open escalations more`;
    const values = runs.map((run) => ((run.busy[kind] - run.rest[kind]) * KB_A_MB) / open);
    return { name, unit: 'KB', ours: { name: 'Muster', values }, baseline: null, limits: [] };
  });
  return [...rows, ...each];
}
