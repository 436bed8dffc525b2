import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../../src/postgres/embedded.ts';
import { migrate } from '../../src/postgres/migrate.ts';
import { copyDatabase, type TestDatabase } from './copy-database.ts';

/** A Postgres server of the caller's own, to which things may happen, and a migrated database on it. */
export type DatabaseServer = {
  readonly database: TestDatabase;
  /** Ends the server: what is under way is rolled back, and nobody can connect until `resume`. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** Kills one of its processes, so that it ends all the others and recovers; resolves when it takes connections again. */
  crash(): Promise<void>;
  discard(): Promise<void>;
};

export async function startDatabaseServer(): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-server-'));
  const options = { durable: false, maxConnections: 400 } as const;
  let postgres = await startPostgres(folder, options);
  await migrate(postgres.url);
  const database = await copyDatabase(postgres.url, 'muster');
  const port = Number(new URL(postgres.url).port);
  return {
    database,
    halt: () => postgres.stop(),
    async resume() {
      postgres = await startPostgres(folder, { ...options, port });
    },
    crash: () => crashPostgres(database.url),
    async discard() {
      await database.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Kills a process of this server, of which the caller is the superuser on the same machine, and waits for its recovery. */
export async function crashPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  while (!(await takesConnections(url))) await sleep(20);
}

async function takesConnections(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    // One that was let in before the crash was noticed is put out again.
    await sleep(100);
    await client.query('SELECT 1');
    await client.end();
    return true;
  } catch {
    return false;
  }
}
