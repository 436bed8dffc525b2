import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { diffMigrations } from '../../src/postgres/diff-migrations.ts';
import { migrate, migrationsFolder } from '../../src/postgres/migrate.ts';
import { emptyDatabase, type TestDatabase } from '../support/database.ts';

const schemaFile = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));

let database: TestDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
  return () => database.stop();
});

describe('migrating', () => {
  test('applies every migration of the folder, in order, and nothing the second time', async () => {
    const names = (await readdir(migrationsFolder)).filter((name) => /^\d{14}_/.test(name)).sort();
    expect(await migrate(database.url)).toEqual(names);
    expect(await migrate(database.url)).toEqual([]);
    expect(await history(database.url)).toEqual(names);
  });

  test('of processes that start at once applies each migration once', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  test('leads to exactly the tables that prisma/schema.prisma describes', async () => {
    expect(await diffMigrations(database.url, schemaFile)).toBeUndefined();
  });
});

describe('migrating with a folder of our own', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'));
    await cp(migrationsFolder, folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('a later migration is applied on top of the earlier ones, and a difference to the schema is seen', async () => {
    await migrate(database.url, folder);
    const later = join(folder, '29990101000000_later');
    await mkdir(later);
    await writeFile(join(later, 'migration.sql'), 'CREATE TABLE "Later" ("id" TEXT PRIMARY KEY);');
    expect(await migrate(database.url, folder)).toEqual(['29990101000000_later']);
    expect(await diffMigrations(database.url, schemaFile, folder)).toContain('DROP TABLE "Later"');
  });
});

async function history(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY started_at');
  await client.end();
  return rows.map((row) => row.migration_name);
}
