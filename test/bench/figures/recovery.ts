import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../../../src/domain/kernel/time.ts';
import { LEASE_MS } from '../../../src/engine/outbox.ts';
import { SWEEP_MS } from '../../../src/engine/worker.ts';
import { bench, open } from '../../support/engine.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import type { Figure, Ground, Row } from '../figure.ts';
import { spread, withLead } from '../support/arming.ts';
import { type Backend, flush, onEachBackend, startRawQueue } from '../support/backends.ts';
import { type Contestant, muster, rawEmpty } from '../support/contestants.ts';
import { instantGateway } from '../support/gateway.ts';
import { benchEngine } from '../support/muster-engine.ts';
import { workerProcesses } from '../support/worker-process.ts';

/** How long the sweep leaves a timer that is overdue to its job: not at all. */
const GRACE_MS = 0;
/** What raw BullMQ has not done this long after it was due, it is taken to do never. */
const NEVER_MS = 10 * SECOND;
/** Longer than the minute that it takes a stalled job to be run again. */
const STALLED_MS = 100 * SECOND;

/** How soon things go on after something broke. */
export const recovery: Figure = {
  number: 4,
  title: 'Recovery, from when it was due, or broken, until it was done',
  async run(ground) {
    const rows: Row[] = [];
    await onEachBackend(ground.say, async (backend) => {
      const stalled = rawAfterKill(ground, backend);
      stalled.catch(() => {});
      rows.push(await flushed(ground, backend));
      if (backend.redis !== undefined) rows.push(await blackholed(ground, backend));
      const values = await repeated(ground, () => musterAfterKill(ground, backend));
      rows.push({
        name: `${backend.name}: worker killed with -9 in the middle of a call, the call made by another (lease ${LEASE_MS / SECOND} s)`,
        unit: 's',
        ours: { name: 'Muster', values },
        baseline: { name: stalledName(ground), values: [await stalled] },
        limits: [{ of: 'ours', atMost: 6 }],
      });
    });
    return rows;
  },
};

/** The queue loses all its jobs just before the first is due. */
async function flushed(ground: Ground, backend: Backend): Promise<Row> {
  const trouble = (databaseUrl: string) => flush(backend, databaseUrl);
  const { ours, theirs } = await beside(ground, backend, trouble);
  const limitMs = GRACE_MS + SWEEP_MS + SECOND;
  return {
    name: `${backend.name} flushed: last timer fired (grace ${GRACE_MS} + sweep ${SWEEP_MS / SECOND} s + 1 s)`,
    unit: 's',
    ours: { name: 'Muster', values: ours },
    baseline: { name: `BullMQ (${NEVER_MS / SECOND} stands for never)`, values: theirs },
    limits: [{ of: 'ours', atMost: limitMs / SECOND }],
  };
}

/** Connections stay open and lead nowhere, from just before the first is due. */
async function blackholed(ground: Ground, backend: Backend): Promise<Row> {
  const { hostname: host, port } = new URL(backend.redisUrl ?? '');
  const proxy = await startTcpProxy({ host, port: Number(port) });
  try {
    const led = { ...backend, redisUrl: proxy.through(backend.redisUrl ?? '') };
    const trouble = async () => proxy.blackhole(true);
    const { ours, theirs } = await beside(ground, led, trouble, async () => {
      proxy.blackhole(false);
      proxy.reset();
    });
    return {
      name: 'Redis blackholed: last timer fired',
      unit: 's',
      ours: { name: 'Muster', values: ours },
      baseline: { name: `BullMQ (${NEVER_MS / SECOND} stands for never)`, values: theirs },
      limits: [{ of: 'ours', atMost: 5 }],
    };
  } finally {
    await proxy.stop();
  }
}

/** Seconds of the last of some timers and jobs, Muster and raw BullMQ in turns. */
async function beside(
  ground: Ground,
  backend: Backend,
  trouble: (databaseUrl: string) => Promise<void>,
  mend: () => Promise<void> = async () => {},
): Promise<{ ours: number[]; theirs: number[] }> {
  const size = ground.isQuick ? 50 : 500;
  const turn = (contestant: Contestant) =>
    withLead(2 * SECOND + size * 4, async (first) => {
      const database = await ground.database();
      try {
        const begin = () => trouble(database.url);
        const dueAts = spread(first, size, SECOND);
        const late = await contestant(backend, database, dueAts, { begin, neverMs: NEVER_MS });
        return Math.max(...late) / SECOND;
      } finally {
        await mend();
        await database.stop();
      }
    });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let repeat = 0; repeat < ground.repeats; repeat++) {
    ours.push(await turn(muster));
    // It never comes, however often one waits for it.
    if (repeat === 0) theirs.push(await turn(rawEmpty));
  }
  return { ours, theirs };
}

/** Seconds from the end of a worker in the middle of a call until another one is at that call. */
async function musterAfterKill(ground: Ground, { redisUrl }: Backend): Promise<number> {
  const database = await ground.database();
  const processes = await workerProcesses();
  const { engine } = await bench(database);
  await open(engine);
  const duty = { databaseUrl: database.url, redisUrl, muster: true, raw: null, isStuck: true };
  const doomed = processes.start(duty);
  let resumed = () => {};
  const isResumed = new Promise<void>((resolve) => {
    resumed = resolve;
  });
  const gateway = instantGateway();
  const find: typeof gateway.find = async (job) => {
    resumed();
    return gateway.find(job);
  };
  const other = benchEngine({ databaseUrl: database.url, redisUrl, gateway: { ...gateway, find } });
  try {
    await doomed.says('at work');
    await other.start();
    const began = performance.now();
    await doomed.kill();
    await isResumed;
    return (performance.now() - began) / SECOND;
  } finally {
    await other.stop();
    await processes.stop();
    await database.stop();
  }
}

/** The same for a job of raw BullMQ. */
async function rawAfterKill(ground: Ground, backend: Backend): Promise<number> {
  const database = await ground.database();
  const processes = await workerProcesses();
  const { redisUrl } = backend;
  const name = 'stalled';
  const duty = { databaseUrl: database.url, redisUrl, muster: false, raw: name, isStuck: true };
  const doomed = processes.start(duty);
  await doomed.says('up');
  let resumed = () => {};
  const isResumed = new Promise<void>((resolve) => {
    resumed = resolve;
  });
  // Only whoever adds the job is there before the worker has it.
  const producer = await startRawQueue(backend, database.url, async () => resumed(), {
    name,
    isPaused: true,
  });
  try {
    await producer.add([{ id: 'stalled-job', dueAt: Date.now() }]);
    await doomed.says('at work');
    producer.resume();
    const began = performance.now();
    await doomed.kill();
    await Promise.race([isResumed, sleep(ground.isQuick ? NEVER_MS : STALLED_MS)]);
    return (performance.now() - began) / SECOND;
  } finally {
    await producer.stop();
    await processes.stop();
    await database.stop();
  }
}

function stalledName({ isQuick }: Ground): string {
  const waited = (isQuick ? NEVER_MS : STALLED_MS) / SECOND;
  return `BullMQ, defaults, measured once (${waited} stands for longer)`;
}

async function repeated(ground: Ground, once: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  while (values.length < ground.repeats) values.push(await once());
  return values;
}
