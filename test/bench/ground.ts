import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../src/postgres/embedded.ts';
import { migrate } from '../../src/postgres/migrate.ts';
import { copyDatabase } from '../support/copy-database.ts';
import type { Ground } from './figure.ts';

/** One Postgres for the whole run, as durable as the one that Muster brings. */
export async function prepareGround(
  settings: Omit<Ground, 'database'>,
): Promise<{ ground: Ground; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  const postgres = await startPostgres(folder, { maxConnections: 300 });
  const leave = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  // It is a session of its own and would outlive a bench that somebody interrupts.
  process.once('exit', postgres.kill);
  try {
    await migrate(postgres.url);
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    ground: { ...settings, database: () => copyDatabase(postgres.url, 'muster') },
    async stop() {
      process.off('exit', postgres.kill);
      await leave();
    },
  };
}
