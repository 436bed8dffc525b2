import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of one of the files in `children`, which answers one question at a time. */
export type Child<Question, Answer> = {
  readonly pid: number;
  ask(question: Question): Promise<Answer>;
  /** Resolves with the first match of what it prints; rejects when it ends before. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): Promise<void>;
};

export type ChildOptions = {
  readonly cwd?: string;
  /** All that it gets of an environment, beside the PATH. */
  readonly env?: Readonly<Record<string, string>>;
};

export const CHILDREN = {
  muster: new URL('../children/muster.ts', import.meta.url),
  bolt: new URL('../children/bolt.ts', import.meta.url),
  load: new URL('../children/load.ts', import.meta.url),
  flood: new URL('../children/flood.ts', import.meta.url),
};

/** TypeScript is loaded as `npm start` loads it, and memory can be tidied up before it is measured. */
export function startChild<Question, Answer>(
  file: URL,
  { cwd, env }: ChildOptions = {},
): Child<Question, Answer> {
  const child = fork(fileURLToPath(file), [], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-20_000);
    });
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  const orEnds = <T>(wanted: Promise<T>): Promise<T> =>
    Promise.race([
      wanted,
      gone.then((code) => Promise.reject(new Error(`${file.pathname} ended (${code}): ${said}`))),
    ]);
  gone.catch(() => {});
  return {
    pid: child.pid ?? 0,
    ask: (question) => orEnds(ask<Question, Answer>(child, question)),
    prints: (pattern) => orEnds(printed(child, pattern, () => said)),
    async stop() {
      child.kill('SIGTERM');
      await gone;
      process.off('exit', kill);
    },
  };
}

type Reply<Answer> = { readonly answer: Answer } | { readonly error: string };

async function ask<Question, Answer>(child: ChildProcess, question: Question): Promise<Answer> {
  const replied = once(child, 'message') as Promise<[Reply<Answer>]>;
  child.send({ question });
  const [reply] = await replied;
  if ('error' in reply) throw new Error(reply.error);
  return reply.answer;
}

function printed(child: ChildProcess, pattern: RegExp, said: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve) => {
    const look = () => {
      const match = pattern.exec(said());
      if (match === null) return;
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', look);
      resolve(match);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
    look();
  });
}
