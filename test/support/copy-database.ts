import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createDatabase, type Database } from '../../src/store/client.ts';

export type TestDatabase = {
  readonly url: string;
  readonly db: Database;
  stop(): Promise<void>;
};

/** A database of the caller's own, made like `source` on the same server, to which nobody may be connected. */
export async function copyDatabase(server: string, source: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`);
  const url = withDatabase(server, name);
  const db = createDatabase(url);
  return {
    url,
    db,
    async stop() {
      await db.$disconnect();
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(server, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}
