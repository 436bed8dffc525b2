import pRetry from 'p-retry';
import type { Transaction } from '../store/client.ts';
import { isWorthAnotherTry } from '../store/errors.ts';
import type { Engine } from './engine.ts';
import type { NewWork } from './job-notifier.ts';
import { type CommandReport, reportCommands } from './report.ts';

/** Commands that lose against each other twelve times in a row mean that something is wrong. The waits are 2 to 28 ms. */
const AGAIN = { retries: 11, minTimeout: 2, factor: 1.3 } as const;
/** How long a transaction may take, all its tries together, unless somebody waits for it. */
export const LIMIT_MS = 10_000;

type Committed = { readonly newWork: NewWork; readonly commands: readonly CommandReport[] };

/**
 * Runs a transaction that dispatches, again when somebody else was first, and notifies the workers once it is committed.
 * The notification is never waited for and cannot make it fail.
 */
export async function transact<T extends Committed | null>(
  engine: Engine,
  work: (tx: Transaction) => Promise<T>,
  until = performance.now() + LIMIT_MS,
): Promise<T> {
  const since = performance.now();
  const inTime = async (tx: Transaction) => {
    const done = await work(tx);
    assertInTime(until);
    return done;
  };
  const done = await pRetry(
    () => {
      const left = Math.max(1, Math.ceil(until - performance.now()));
      return engine.db.$transaction(inTime, { maxWait: left, timeout: left });
    },
    {
      ...AGAIN,
      shouldRetry: ({ error }) => performance.now() <= until && isWorthAnotherTry(error),
    },
  );
  if (done !== null) {
    notifyWorkers(engine, done.newWork);
    reportCommands(engine, done.commands, since);
  }
  return done;
}

/** Past the deadline the caller has told the user that it failed; committing would contradict that. */
export function assertInTime(until: number): void {
  if (performance.now() > until) throw new Error('the database took too long');
}

/** Never throws: the transaction is committed, and without a notification the sweep finds the work. */
export function notifyWorkers({ notifier, log }: Engine, newWork: NewWork): void {
  try {
    notifier.notify(newWork);
  } catch (error) {
    log.warn({ err: error }, 'the workers could not be notified');
  }
}

/** Both, one after the other. */
export function together(first: NewWork, second: NewWork): NewWork {
  return {
    timers: [...first.timers, ...second.timers],
    effects: [...first.effects, ...second.effects],
  };
}
