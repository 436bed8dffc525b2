import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { ownFile } from '../config/own-files.ts';
import { createSchemaEngine, type MigrationList } from './schema-engine.ts';

export const migrationsFolder = ownFile('prisma/migrations');

/** One key for all of Muster's processes; any constant that no other program on the database is likely to take. */
const migrationLock = 7_205_318_442;

/**
 * Applies what is not yet applied, in order, and keeps Prisma's own history table, so `prisma migrate deploy` agrees
 * with it. Of several processes that start at once one applies and the others wait for it.
 * Returns the names of the migrations that it applied.
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const migrations = await readMigrations(folder);
    return (await isUpToDate(lock, migrations)) ? [] : await apply(url, migrations);
  } finally {
    await lock.end();
  }
}

async function apply(url: string, migrations: MigrationList): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const engine = await createSchemaEngine(new PrismaPg(pool));
  try {
    const filters = { externalTables: [], externalEnums: [] };
    const output = await engine.applyMigrations({ migrationsList: migrations, filters });
    return output.appliedMigrationNames;
  } finally {
    engine.free();
    await pool.end();
  }
}

async function readMigrations(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}

// Loading the engine takes a fifth of a second, which a start with nothing to apply need not pay.
async function isUpToDate(client: pg.Client, migrations: MigrationList): Promise<boolean> {
  const { rows: tables } = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
  if (tables[0]?.name === null) return false;
  const { rows } = await client.query<{ migration_name: string; finished: boolean }>(
    `SELECT migration_name, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return (
    rows.every((row) => row.finished) &&
    migrations.migrationDirectories.every(({ path }) => applied.has(path))
  );
}
