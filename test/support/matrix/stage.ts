import { setTimeout as sleep } from 'node:timers/promises';
import { bundleProgram } from '../bundle.ts';
import { nextMoment } from '../next-moment.ts';
import type { Stage } from '../script.ts';
import { type Cuts, createCuts } from './cuts.ts';
import { MUSTER } from './process.ts';
import { startSuccession } from './succession.ts';
import { type QueueName, startSurroundings } from './surroundings.ts';

export type KillStage = Stage & {
  /** Where Muster is killed; without any to come, its moments are only counted. */
  readonly cuts: Pick<Cuts, 'arm' | 'points' | 'made'>;
  /** What the processes so far wrote to stderr. */
  readonly said: () => string;
  stop(): Promise<void>;
};

/** A resent envelope needs this long to be answered by the process that comes back. */
const resentMs = 600;

/** Muster as a real process in front of a sandbox, a database and a queue of its own; killed, it comes back at once. */
export async function startKillStage(queue: QueueName): Promise<KillStage> {
  let offset = 0;
  let isStopped = false;
  const now = () => Date.now() + offset;
  const cuts = createCuts(() => {
    up = comeBack();
  });
  const { sandbox, database, order, ...surroundings } = await startSurroundings(queue, cuts.at, now);
  const muster = startSuccession(await bundleProgram(MUSTER), order);
  let up = start();

  /** What a process does on its way up belongs to no story. */
  async function start(): Promise<void> {
    await muster.next(offset);
    cuts.counts(true);
  }

  async function comeBack(): Promise<void> {
    await muster.kill();
    if (isStopped) return;
    await outliveLeases();
    await start();
  }

  /** Muster comes back when what the killed one had in hand is anybody's again. */
  async function outliveLeases(): Promise<void> {
    const held = await database.db.effect.findMany({ where: { state: 'running' } });
    const last = Math.max(0, ...held.map((row) => row.leaseUntil?.getTime() ?? 0));
    offset += Math.max(0, last + 1 - now());
  }

  async function tell(what: Parameters<typeof muster.tell>[0]): Promise<void> {
    await up;
    await muster.tell(what);
    await up;
  }

  async function moveTo(time: number): Promise<void> {
    offset += Math.max(0, time - now()) + 1;
    await tell({ order: 'time', offset });
  }

  async function quiet(): Promise<void> {
    for (let round = 0; ; round++) {
      await tell({ order: 'quiet' });
      const next = await nextMoment(database);
      if (next === null) return;
      if (round > 400) throw new Error('there is no end to what is to be done');
      if (next > now()) await moveTo(next);
      else await sleep(10);
    }
  }

  /** Rejects once Muster was killed and is back, for whoever waits for what the killed one was to bring. */
  async function givenUp(): Promise<never> {
    const before = cuts.made;
    // Ends with the test at the latest.
    while (cuts.made === before) {
      await sleep(20);
      if (isStopped) return new Promise(() => {});
    }
    await up;
    await sleep(resentMs);
    throw new Error('Muster was killed meanwhile');
  }

  await up;
  return {
    sandbox: {
      ...sandbox,
      until: (look, timeoutMs) => Promise.race([sandbox.until(look, timeoutMs), givenUp()]),
    },
    database,
    cuts,
    now,
    quiet,
    async pass(ms) {
      await moveTo(now() + ms);
      await quiet();
    },
    said: muster.said,
    async stop() {
      isStopped = true;
      cuts.arm([]);
      await up;
      await muster.stop();
      await surroundings.stop();
    },
  };
}
