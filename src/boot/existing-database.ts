import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Config, ConfigError } from '../config/environment.ts';
import { checkPostgres } from '../postgres/check-postgres.ts';
import { findPostgres, startPostgres } from '../postgres/embedded.ts';
import { FolderInUse, lockFolder } from '../postgres/folder-lock.ts';

/**
 * Lends the database that Muster uses, as it stands: nothing is made or migrated. The embedded one is left running when it
 * runs, and otherwise runs for as long as `work` takes.
 * @throws ConfigError when there is none
 */
export async function withExistingDatabase<T>(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined) {
    await checkPostgres(databaseUrl);
    return work(databaseUrl);
  }
  const folder = join(dataDir, 'postgres');
  if (!existsSync(join(folder, 'data'))) {
    throw new ConfigError(
      `There is no database: DATABASE_URL is not set, and nothing is kept in ${relative('', folder)}. Run this in the folder where Muster runs, or set DATABASE_URL.`,
    );
  }
  const lock = await lockFolder(dataDir).catch((error: unknown) => {
    if (error instanceof FolderInUse) return null;
    throw error;
  });
  return lock === null ? workBeside(folder, work) : workAlone(folder, work).finally(() => lock.release());
}

async function workBeside<T>(folder: string, work: (url: string) => Promise<T>): Promise<T> {
  const url = await findPostgres(folder);
  if (url === undefined) {
    throw new ConfigError('Muster is just starting or stopping in this folder: try again in a moment.');
  }
  return work(url);
}

/** The lock keeps Muster from starting meanwhile, and from losing the server that it would take over. */
async function workAlone<T>(folder: string, work: (url: string) => Promise<T>): Promise<T> {
  const url = await findPostgres(folder);
  if (url !== undefined) return work(url);
  const postgres = await startPostgres(folder);
  return work(postgres.url).finally(postgres.stop);
}
