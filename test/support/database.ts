import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase, type Database } from '../../src/store/client.ts';

export type TestDatabase = {
  readonly url: string;
  readonly db: Database;
  stop(): Promise<void>;
};

/** A migrated database without rows, of the caller's own. Takes some 30 ms. */
export function testDatabase(): Promise<TestDatabase> {
  return copyDatabase('muster');
}

/** A database of the caller's own without even the tables. */
export function emptyDatabase(): Promise<TestDatabase> {
  return copyDatabase('template1');
}

async function copyDatabase(source: string): Promise<TestDatabase> {
  const template = new URL(inject('templateDatabaseUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`);
  const url = withDatabase(template, name);
  const db = createDatabase(url);
  return {
    url,
    db,
    async stop() {
      await db.$disconnect();
      await administer(template, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(template: URL, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(template, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(template: URL, name: string): string {
  const url = new URL(template);
  url.pathname = name;
  return url.href;
}
