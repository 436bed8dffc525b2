import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Order, Report } from './child.ts';

/** The program that carries out orders. */
export const MUSTER = 'test/support/matrix/child.ts';

/** It was killed before it could answer. */
export class Killed extends Error {
  override name = 'Killed';
}

export type MusterProcess = {
  readonly pid: number;
  /** Resolves when the order is carried out; rejects with `Killed` when the process was killed before. */
  tell(order: Order): Promise<void>;
  /** SIGKILL: resolves when the process is gone. */
  kill(): Promise<void>;
  /** Resolves when the process is gone, whoever ended it. */
  readonly gone: Promise<unknown>;
  readonly isAlive: () => boolean;
  /** What it wrote to stderr. */
  readonly said: () => string;
};

/**
 * Loads Muster in a process of its own, which then waits for its orders.
 * @param file of `MUSTER`, bundled
 */
export function spawnMuster(file: string): MusterProcess {
  const child = fork(file, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, NODE_ENV: 'test' },
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = (said + String(chunk)).slice(-20_000);
  });
  const gone = once(child, 'exit');
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    isAlive,
    gone,
    said: () => said,
    tell: (order) => tell(child, order, gone, () => said),
    async kill() {
      child.kill('SIGKILL');
      if (isAlive()) await gone;
    },
  };
}

async function tell(
  child: ChildProcess,
  order: Order,
  gone: Promise<unknown>,
  said: () => string,
): Promise<void> {
  const answered = new Promise<Report>((resolve) => {
    const listen = (report: Report) => {
      if (report.done !== order.order) return;
      child.off('message', listen);
      resolve(report);
    };
    child.on('message', listen);
  });
  if (child.connected) child.send(order, () => {});
  const ended = gone.then((): never => {
    if (child.signalCode === 'SIGKILL') throw new Killed(`killed before it could ${order.order}`);
    throw new Error(`ended by itself before it could ${order.order}: ${said().slice(-4_000)}`);
  });
  const { error } = await Promise.race([answered, ended]);
  if (error !== undefined) throw new Error(error);
}
