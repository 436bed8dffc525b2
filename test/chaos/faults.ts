import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Sandbox } from '../../src/sandbox/start.ts';
import { crashPostgres } from '../support/database-server.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import type { Shutter } from './answers.ts';
import { type Fault, nameOf, type WayFault } from './fault-plan.ts';
import type { ProcessPool } from './process-pool.ts';

/** What can go wrong, and where. */
export type Target = {
  readonly sandbox: Sandbox;
  readonly pool: ProcessPool;
  readonly databaseUrl: string;
  readonly redis: RedisServer | undefined;
  readonly shutter: Shutter;
};

/** A Redis that can be killed: the next one answers on the same port and knows nothing. */
export type RedisServer = { readonly port: number; current: TestRedis };

/** By which the connections of Muster's processes are known in Postgres. */
export const APPLICATION = 'muster-chaos';

export type FaultRunner = {
  /** Resolves when the last of them has been lifted. */
  run(faults: readonly Fault[]): Promise<void>;
  /** How often each happened. */
  readonly counts: ReadonlyMap<string, number>;
  /** How long processes took to stop when they were asked to, in ms. */
  readonly stops: readonly number[];
};

const LATENCY_MS = 150;

export function createFaults(target: Target): FaultRunner {
  const counts = new Map<string, number>();
  const stops: number[] = [];
  /** What one fault has in hand no other touches until it is lifted. */
  const held = new Map<string, Promise<unknown>>();

  function count(name: string): void {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  function strike(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'process':
        return strikeProcess(fault);
      case 'network':
        return strikeNetwork(fault);
      case 'redis':
        return strikeRedis(fault);
      case 'postgres':
        return fault.what === 'crash'
          ? crashPostgres(target.databaseUrl)
          : terminateConnections(target.databaseUrl);
      case 'slack':
        return strikeSlack(fault);
      case 'token':
        return strikeToken(fault);
    }
  }

  async function strikeProcess({ what, slot, ms }: Extract<Fault, { kind: 'process' }>): Promise<void> {
    const one = target.pool.slots[slot];
    // One that is struck again and again on its way up would do no work that could go wrong.
    if (!one?.isUp()) return count('process: was not up anyway');
    if (what === 'kill') await one.kill();
    if (what === 'freeze') await one.freeze(ms);
    if (what === 'restart') stops.push(await one.stopGently());
  }

  async function strikeNetwork(fault: Extract<Fault, { kind: 'network' }>): Promise<void> {
    const { slots } = target.pool;
    const struck = slots.filter((_, index) => fault.slot === null || fault.slot === index);
    const ways = struck.flatMap(({ ways }) => ways[fault.to] ?? []);
    await Promise.all(ways.map((way) => strikeWay(way, fault.what, fault.ms)));
  }

  async function strikeRedis({ what, ms }: Extract<Fault, { kind: 'redis' }>): Promise<void> {
    const { redis } = target;
    if (redis === undefined) return;
    if (what === 'flush') await flush(redis.current.url);
    if (what === 'freeze') {
      process.kill(redis.current.pid, 'SIGSTOP');
      await sleep(ms);
      process.kill(redis.current.pid, 'SIGCONT');
    }
    if (what === 'kill') {
      await redis.current.stop('SIGKILL');
      await sleep(ms / 2);
      redis.current = await startRedis({ port: String(redis.port) });
    }
  }

  async function strikeSlack({ rule, ms }: Extract<Fault, { kind: 'slack' }>): Promise<void> {
    const { sandbox } = target;
    if (rule === null) return sandbox.refreshConnections();
    const id = sandbox.inject(rule);
    await sleep(ms);
    sandbox.clearFaults(id);
  }

  async function strikeToken({ answer, slot, ms }: Extract<Fault, { kind: 'token' }>): Promise<void> {
    const way = slot === null ? undefined : target.pool.slots[slot]?.ways.slack;
    const open = target.shutter.shut(answer, way === undefined ? null : `${way.host}:${way.port}`);
    await sleep(ms);
    open();
  }

  /** One after the other where they would meet at the same thing. */
  function inTurn(fault: Fault): Promise<void> {
    const keys = thingsOf(fault);
    const before = Promise.all(keys.map((key) => held.get(key)));
    const done = before.then(() => strike(fault));
    const settled = done.catch(() => {});
    for (const key of keys) held.set(key, settled);
    return done;
  }

  return {
    counts,
    stops,
    async run(faults) {
      const began = performance.now();
      const running: Promise<void>[] = [];
      for (const fault of faults) {
        await sleep(Math.max(0, fault.atMs - (performance.now() - began)));
        count(nameOf(fault));
        running.push(inTurn(fault));
      }
      const outcomes = await Promise.allSettled(running);
      const failed = outcomes.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

function thingsOf(fault: Fault): string[] {
  switch (fault.kind) {
    case 'process':
      return [`process ${fault.slot}`];
    case 'network':
      return [`network to ${fault.to}`];
    case 'redis':
    case 'postgres':
    case 'token':
      return [fault.kind];
    case 'slack':
      return [];
  }
}

async function strikeWay(way: TcpProxy, what: WayFault, ms: number): Promise<void> {
  switch (what) {
    case 'reset':
      return way.reset();
    case 'half-close':
      return way.halfClose();
    case 'blackhole':
      way.blackhole(true);
      await sleep(ms);
      // A connection of which a part got lost does not go on as if nothing had been: no network does that.
      way.reset();
      return way.blackhole(false);
    case 'latency':
      way.latency(LATENCY_MS);
      await sleep(ms);
      return way.latency(0);
    case 'refuse':
      way.refuse(true);
      way.reset();
      await sleep(ms);
      return way.refuse(false);
  }
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url, { commandTimeout: 2_000 });
  redis.on('error', () => {});
  await redis.flushall().finally(() => redis.disconnect());
}

async function terminateConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
      [APPLICATION],
    );
  } finally {
    await client.end();
  }
}
