import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../../src/store/client.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await testDatabase();
  db = createDatabase(database.url, { poolSize: 1 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

/** The number of the process that serves the only connection. */
async function backend(): Promise<number> {
  const [row] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  return row?.pid ?? 0;
}

describe('a connection', () => {
  test('is kept when the database refuses a statement', async () => {
    const before = await backend();
    await db.$executeRaw`INSERT INTO "Workspace" (id, name) VALUES ('T1', 'One')`;
    await expect(db.$executeRaw`INSERT INTO "Workspace" (id, name) VALUES ('T1', 'Again')`).rejects.toThrow(
      'unique constraint',
    );
    expect(await backend()).toBe(before);
  });

  test('that the database ends is made anew', async () => {
    const before = await backend();
    await expect(db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())::text`).rejects.toThrow();
    expect(await backend()).not.toBe(before);
  });
});
