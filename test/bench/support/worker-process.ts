import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { bundleProgram } from '../../support/bundle.ts';
import type { Duty, Word } from '../children/worker.ts';

export type WorkerProcess = {
  /** Resolves when it says so for the first time; rejects when it ends before. */
  readonly says: (word: Word) => Promise<unknown>;
  /** SIGKILL: resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** Resolves when it is gone, whoever ended it. */
  readonly gone: Promise<void>;
};

/** Processes that can be killed in the middle of anything, and soon be replaced. */
export async function workerProcesses(): Promise<{
  start(duty: Duty): WorkerProcess;
  stop(): Promise<void>;
}> {
  const program = await bundleProgram('test/bench/children/worker.ts');
  const running = new Set<ChildProcess>();
  const killAll = () => {
    for (const child of running) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  return {
    start(duty) {
      const child = fork(program, [JSON.stringify(duty)], {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      running.add(child);
      const gone = once(child, 'exit').then(() => void running.delete(child));
      const heard = new Map<Word, Promise<unknown>>();
      for (const word of ['up', 'at work'] as const) heard.set(word, hears(child, word));
      return {
        gone,
        says: (word) =>
          Promise.race([
            heard.get(word),
            gone.then(() => Promise.reject(new Error(`a worker ended before it was ${word}`))),
          ]),
        async kill() {
          child.kill('SIGKILL');
          await gone;
        },
      };
    },
    async stop() {
      process.off('exit', killAll);
      killAll();
      await Promise.all([...running].map((child) => once(child, 'exit')));
    },
  };
}

function hears(child: ChildProcess, word: Word): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (said) => {
      if (said === word) resolve();
    });
  });
}
