import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, ApiCall } from '../../../src/sandbox/api/call.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { testDatabase } from '../database.ts';
import { startRedis } from '../redis.ts';
import type { Stage } from '../script.ts';
import { bundleChild } from './bundle.ts';
import { watchPostgres } from './postgres-watch.ts';
import { Killed, type MusterProcess, spawnMuster } from './process.ts';
import { watchRedis } from './redis-watch.ts';

/** A moment at which Muster can be killed: the nth of its kind since the counting began. */
export type CutPoint = {
  readonly kind: 'call' | 'commit' | 'queue';
  readonly nth: number;
  readonly name: string;
};
export type Cut = CutPoint & { readonly when: 'before' | 'after' };

export type KillStage = Stage & {
  /** Begins to count anew, and kills Muster at these cuts, one after the other; without any it only counts. */
  arm(cuts: readonly Cut[]): void;
  /** What was counted since. */
  readonly points: readonly CutPoint[];
  readonly kills: number;
  /** What the processes so far wrote to stderr. */
  readonly said: () => string;
  stop(): Promise<void>;
};

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
/** A resent envelope needs this long to be answered by the process that comes back. */
const resentMs = 600;

/** Where BullMQ keeps its jobs. */
export type QueueName = 'Postgres' | 'Redis';

/** Muster as a real process in front of a sandbox, a database and a queue of its own; killed, it comes back at once. */
export async function startKillStage(queue: QueueName): Promise<KillStage> {
  const database = await testDatabase();
  const bundle = await bundleChild();
  let offset = 0;
  let cuts: readonly Cut[] = [];
  /** What a process does on its way up belongs to no story. */
  let isStarting = true;
  let points: CutPoint[] = [];
  let kills = 0;
  let isStopped = false;
  let said = '';
  const now = () => Date.now() + offset;
  const watch = await watchPostgres(database.url, (write, when) => {
    const name = write.kind === 'queue' ? 'queue' : write.sql.split(' ').slice(0, 3).join(' ');
    return at(write.kind, name, when);
  });
  const redis = queue === 'Redis' ? await startRedis() : undefined;
  const redisWatch = redis && (await watchRedis(redis.url, (when) => at('queue', 'queue', when)));
  const sandbox = await startSandbox({
    manifest: read('manifest.yml'),
    now,
    rateLimits: false,
    ackTimeoutMs: 2_500,
    retryDelaysMs: [100, 300, 1_000],
    interceptCall,
  });
  let standby = spawn();
  let current = standby;
  let up = start();

  /** Counts a moment, or finds that it is the one; then the process is gone, and what it waits for never comes. */
  function at(kind: CutPoint['kind'], name: string, when: Cut['when']): Promise<void> | undefined {
    if (isStarting) return undefined;
    if (when === 'before') points.push({ kind, name, nth: points.filter((one) => one.kind === kind).length });
    const nth = points.filter((one) => one.kind === kind).length - 1;
    const [cut, ...others] = cuts;
    // After a kill things come in another order; a moment that has passed already is taken at the next of its kind.
    if (cut === undefined || cut.kind !== kind || cut.when !== when || nth < cut.nth) return undefined;
    cuts = others;
    kills += 1;
    isStarting = true;
    up = strike(current);
    return new Promise(() => {});
  }

  async function strike(victim: MusterProcess): Promise<void> {
    await victim.kill();
    said += victim.said();
    if (isStopped) return;
    await outliveLeases();
    await start();
  }

  async function interceptCall(call: ApiCall, proceed: (call: ApiCall) => Promise<Answer>): Promise<Answer> {
    const gone: Answer = { status: 0, headers: {}, body: {}, isCut: true };
    if (at('call', call.method, 'before')) return gone;
    const answer = await proceed(call);
    return at('call', call.method, 'after') ? gone : answer;
  }

  /** The next one waits ready, so that a killed one is soon replaced. */
  function spawn(): MusterProcess {
    const { botToken, appToken, apiUrl } = sandbox;
    const slack = { mode: 'socket', botToken, appToken, apiUrl } as const;
    const next = spawnMuster(bundle.file);
    // Orders are carried out one after the other; one that fails is told by the next.
    void next
      .tell({
        order: 'load',
        databaseUrl: watch.url,
        redisUrl: redisWatch?.url,
        slack,
        config: read('muster.yml'),
      })
      .catch(() => {});
    return next;
  }

  async function start(): Promise<void> {
    isStarting = true;
    current = standby;
    await current.tell({ order: 'start', offset });
    isStarting = false;
    standby = spawn();
  }

  /** Muster comes back when what the killed one had in hand is anybody's again. */
  async function outliveLeases(): Promise<void> {
    const held = await database.db.effect.findMany({ where: { state: 'running' } });
    const last = Math.max(0, ...held.map((row) => row.leaseUntil?.getTime() ?? 0));
    offset += Math.max(0, last + 1 - now());
  }

  async function tell(
    order: { readonly order: 'quiet' } | { readonly order: 'time'; readonly offset: number },
  ) {
    await up;
    await current.tell(order).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    await up;
  }

  async function moveTo(time: number): Promise<void> {
    offset += Math.max(0, time - now()) + 1;
    await tell({ order: 'time', offset });
  }

  /** When the next effect may go on; null when there is none. */
  async function unfinished(): Promise<number | null> {
    const where = { state: { in: ['running' as const, 'pending' as const] } };
    const next = await database.db.effect.findFirst({ where, orderBy: { notBefore: 'asc' } });
    return next?.notBefore.getTime() ?? null;
  }

  async function quiet(): Promise<void> {
    for (let round = 0; ; round++) {
      await tell({ order: 'quiet' });
      const next = await unfinished();
      if (next === null) return;
      if (round > 400) throw new Error('there is no end to what is to be done');
      if (next > now()) await moveTo(next);
      else await sleep(10);
    }
  }

  await up;
  return {
    sandbox: {
      ...sandbox,
      // Whoever waits for what a killed process was to bring gives up after a while.
      until: (look, timeoutMs) => {
        const killsBefore = kills;
        return Promise.race([
          sandbox.until(look, timeoutMs),
          givenUp(
            () => kills > killsBefore,
            () => up,
          ),
        ]);
      },
    },
    database,
    now,
    quiet,
    async pass(ms) {
      await moveTo(now() + ms);
      await quiet();
    },
    arm(next) {
      cuts = next;
      points = [];
    },
    get points() {
      return points;
    },
    get kills() {
      return kills;
    },
    said: () => said + current.said(),
    async stop() {
      isStopped = true;
      cuts = [];
      await up;
      await Promise.all([current.kill(), standby.kill()]);
      await bundle.remove();
      await watch.stop();
      await redisWatch?.stop();
      await redis?.stop();
      await sandbox.stop();
      await database.stop();
    },
  };

  async function givenUp(isKilled: () => boolean, back: () => Promise<void>): Promise<never> {
    // Ends with the test at the latest.
    while (!isKilled()) {
      await sleep(20);
      if (isStopped) return new Promise(() => {});
    }
    await back();
    await sleep(resentMs);
    throw new Error('Muster was killed meanwhile');
  }
}
