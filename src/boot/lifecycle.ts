import pTimeout from 'p-timeout';

/** One step of starting, undone by its `stop`. Later phases may rely on earlier ones, so stopping goes backwards. */
export type Phase = {
  readonly name: string;
  readonly start: () => Promise<Running>;
};

export type Running = {
  /** The rest of the phase's line: "Postgres: embedded, in .muster/postgres". Without it the phase is silent. */
  readonly says?: string;
  readonly stop: () => Promise<void>;
  /** Without waiting, for the second Ctrl-C: whatever would otherwise outlive the process. */
  readonly kill?: () => void;
};

export type Lifecycle = {
  /** Resolves when all phases are stopped, at the latest after `stopLimitMs`. Never rejects. */
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
};

export type LifecycleOptions = {
  readonly say: (line: string) => void;
  readonly onStopFailure: (phase: string, error: unknown) => void;
  /** Starting ends after the phase under way when this is aborted, and what was started is stopped again. */
  readonly signal?: AbortSignal;
  /** For everything together; what hangs is left behind. */
  readonly stopLimitMs?: number;
  /** The part of it that is kept for what would outlive the process. */
  readonly reserveMs?: number;
};

/** Starts the phases one after the other. When one fails the earlier ones are stopped before this rejects. */
export async function startPhases(phases: readonly Phase[], options: LifecycleOptions): Promise<Lifecycle> {
  const started: { readonly name: string; readonly running: Running }[] = [];
  let stopping: Promise<void> | undefined;
  const lifecycle: Lifecycle = {
    stop: () => {
      stopping ??= stopAll([...started].reverse(), options);
      return stopping;
    },
    kill: () => {
      for (const { running } of started) running.kill?.();
    },
  };
  try {
    for (const { name, start } of phases) {
      options.signal?.throwIfAborted();
      const running = await start();
      started.push({ name, running });
      if (running.says !== undefined) options.say(`${name}: ${running.says}`);
    }
    options.signal?.throwIfAborted();
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
  return lifecycle;
}

/** However late it is, what stops at once gets to. */
const minStopMs = 50;

async function stopAll(
  latestFirst: readonly { readonly name: string; readonly running: Running }[],
  options: LifecycleOptions,
): Promise<void> {
  const { stopLimitMs = 4_500, reserveMs = 2_000 } = options;
  const start = performance.now();
  for (const [index, { name, running }] of latestFirst.entries()) {
    const keptMs = latestFirst.slice(index + 1).some((later) => later.running.kill) ? reserveMs : 0;
    const leftMs = stopLimitMs - keptMs - (performance.now() - start);
    try {
      await pTimeout(running.stop(), {
        milliseconds: Math.max(leftMs, minStopMs),
        message: 'did not stop in time',
      });
    } catch (error) {
      options.onStopFailure(name, error);
    }
  }
}
