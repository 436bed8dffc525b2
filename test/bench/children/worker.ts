import pg from 'pg';
import type { Gateway } from '../../../src/engine/gateway.ts';
import { startRawQueue } from '../support/backends.ts';
import { silentLog } from '../support/gateway.ts';
import { benchEngine } from '../support/muster-engine.ts';

/** What a worker process is started for. */
export type Duty = {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Which of the two works; both may. */
  readonly muster: boolean;
  /** Name of the raw queue. */
  readonly raw: string | null;
  /** What it begins it never ends, so that it can be killed in the middle of it. */
  readonly isStuck: boolean;
};

/** What it says to whoever started it. */
export type Word = 'up' | 'at work';

const duty = JSON.parse(process.argv[2] ?? '') as Duty;
const say = (word: Word) => void process.send?.(word);

function stuck(): Promise<never> {
  say('at work');
  return new Promise(() => {});
}

async function startMuster(): Promise<void> {
  const { databaseUrl, redisUrl, isStuck } = duty;
  const gateway: Gateway = {
    perform: stuck,
    find: async () => null,
    retract: stuck,
    probe: stuck,
    tellRegained: stuck,
    tellExposed: stuck,
    kindOf: async () => 'member',
  };
  const engine = benchEngine({ databaseUrl, redisUrl, log: silentLog, ...(isStuck && { gateway }) });
  await engine.start();
}

async function startRaw(name: string): Promise<void> {
  const { databaseUrl, redisUrl, isStuck } = duty;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  pool.on('error', () => {});
  const backend = { name: redisUrl === undefined ? 'Postgres' : 'Redis', redisUrl } as const;
  await startRawQueue(
    backend,
    databaseUrl,
    async ({ data }) => {
      if (isStuck) return stuck();
      await pool.query('INSERT INTO happened VALUES ($1, statement_timestamp())', [data.id]);
    },
    { name },
  );
}

process.on('disconnect', () => process.exit(0));
await Promise.all([duty.muster ? startMuster() : null, duty.raw === null ? null : startRaw(duty.raw)]);
say('up');
