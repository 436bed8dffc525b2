import type { Order } from './child.ts';
import { Killed, type MusterProcess, spawnMuster } from './process.ts';

/** One Muster at work, and the next one loaded and ready, so that a killed one is soon replaced. */
export type Succession = {
  /** The next one takes over, at so many ms from the real time. */
  next(offset: number): Promise<void>;
  /** Kills the one at work. */
  kill(): Promise<void>;
  /** Tells the one at work; that it is killed meanwhile is no failure. */
  tell(order: Order): Promise<void>;
  /** What all of them wrote to stderr. */
  readonly said: () => string;
  stop(): Promise<void>;
};

/** @param file of `MUSTER`, bundled */
export function startSuccession(file: string, load: Order): Succession {
  let saidBefore = '';
  let standby = spawn();
  let current: MusterProcess | undefined;

  function spawn(): MusterProcess {
    const next = spawnMuster(file);
    // Orders are carried out one after the other; one that fails is told by the next.
    void next.tell(load).catch(() => {});
    return next;
  }

  return {
    async next(offset) {
      current = standby;
      await current.tell({ order: 'start', offset });
      standby = spawn();
    },
    async kill() {
      await current?.kill();
      saidBefore += current?.said() ?? '';
    },
    async tell(order) {
      await current?.tell(order).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    },
    said: () => saidBefore + (current?.said() ?? ''),
    async stop() {
      await Promise.all([current?.kill(), standby.kill()]);
    },
  };
}
