import { setTimeout as sleep } from 'node:timers/promises';
import { bundleProgram } from '../support/bundle.ts';
import type { Order } from '../support/matrix/child.ts';
import { MUSTER, type MusterProcess, spawnMuster } from '../support/matrix/process.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';

/** One place in the pool: whatever happens to the process in it, another one comes. */
export type Slot = {
  readonly name: string;
  /** In front of Slack, Postgres and, where there is one, Redis, for this process alone. */
  readonly ways: {
    readonly slack: TcpProxy;
    readonly postgres: TcpProxy;
    readonly redis: TcpProxy | undefined;
  };
  readonly isUp: () => boolean;
  kill(): Promise<void>;
  freeze(ms: number): Promise<void>;
  /** Asks it to stop, as whoever deploys anew does; returns how long it took, in ms. */
  stopGently(): Promise<number>;
};

export type ProcessPool = {
  readonly slots: readonly Slot[];
  /** What processes said that ended although nobody had ended them. */
  readonly crashes: readonly string[];
  /** The last that each process wrote to stderr. */
  readonly said: readonly string[];
  /** Resolves once every slot has a process that is up. */
  up(): Promise<void>;
  stop(): Promise<void>;
  /** At once, without waiting for anything. */
  abandon(): void;
};

export type Load = Omit<
  Extract<Order, { order: 'load' }>,
  'databaseUrl' | 'redisUrl' | 'slack' | 'role' | 'order'
> & {
  readonly slackFor: (slot: number) => Extract<Order, { order: 'load' }>['slack'];
  readonly databaseUrlFor: (slot: number) => string;
  readonly redisUrlFor: (slot: number) => string | undefined;
};

/** Every process does its share of the work or takes from Slack, most do both. */
const ROLES = ['all', 'web', 'worker', 'all'] as const;
const BACK_AFTER_MS = 500;
/** A stop is to take ten seconds at most; this leaves room to see that it took longer. */
const GENTLE_MS = 20_000;

/** Starts real processes, one for each pair of ways, and brings another whenever one is gone. */
export async function startProcessPool(ways: readonly Slot['ways'][], load: Load): Promise<ProcessPool> {
  const program = await bundleProgram(MUSTER);
  const crashes: string[] = [];
  const said: string[] = [];
  const living = new Set<MusterProcess>();
  let isStopped = false;
  const abandon = () => {
    for (const { pid } of living) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone already.
      }
    }
  };
  process.once('exit', abandon);

  function fillSlot(way: Slot['ways'], index: number) {
    let current: MusterProcess | undefined;
    let isUp = false;
    let isWanted = true;

    const slot: Slot = {
      name: `muster-${index + 1} (${roleOf(index, ways.length)})`,
      ways: way,
      isUp: () => isUp,
      async kill() {
        isWanted = false;
        await current?.kill();
      },
      async freeze(ms) {
        const one = current;
        if (!one?.isAlive()) return;
        process.kill(one.pid, 'SIGSTOP');
        await sleep(ms);
        if (one.isAlive()) process.kill(one.pid, 'SIGCONT');
      },
      async stopGently() {
        const began = performance.now();
        const one = current;
        isWanted = false;
        if (one && isUp) {
          const asked = one.tell({ order: 'stop' }).catch(() => {});
          await Promise.race([asked, sleep(GENTLE_MS, undefined, { ref: false })]);
        }
        const took = performance.now() - began;
        await one?.kill();
        return took;
      },
    };
    const running = (async () => {
      while (!isStopped) {
        current = spawnMuster(program);
        const one = current;
        living.add(one);
        isWanted = true;
        try {
          await one.tell(loadOrder(index));
          await one.tell({ order: 'start', offset: 0 });
          isUp = true;
          await one.gone;
        } catch {
          // Whatever it could not reach at its start was away: whoever runs it starts it again.
          isWanted = false;
          await one.kill();
        }
        isUp = false;
        living.delete(one);
        said.push(`${slot.name}: ${one.said()}`);
        if (isWanted && !isStopped) crashes.push(`${slot.name} ended by itself: ${one.said().slice(-1_500)}`);
        if (!isStopped) await sleep(BACK_AFTER_MS);
      }
    })();
    return { slot, running };
  }

  function loadOrder(index: number): Order {
    const { slackFor, databaseUrlFor, redisUrlFor, ...rest } = load;
    const reach = {
      slack: slackFor(index),
      databaseUrl: databaseUrlFor(index),
      redisUrl: redisUrlFor(index),
    };
    return { order: 'load', ...rest, ...reach, role: roleOf(index, ways.length) };
  }

  const all = ways.map(fillSlot);
  const slots = all.map(({ slot }) => slot);
  return {
    slots,
    crashes,
    get said() {
      return [...said, ...[...living].map((one) => one.said())];
    },
    abandon,
    async up() {
      while (!slots.every((one) => one.isUp())) await sleep(50);
    },
    async stop() {
      isStopped = true;
      await Promise.all(slots.map((one) => one.stopGently()));
      await Promise.all(all.map(({ running }) => running));
      process.off('exit', abandon);
    },
  };
}

function roleOf(index: number, count: number): (typeof ROLES)[number] {
  return count < 3 ? 'all' : (ROLES[index % ROLES.length] ?? 'all');
}
