import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createPool, Silence } from '../../src/store/pool.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const SILENT_MS = 300;

const PID = { text: 'SELECT pg_backend_pid() AS pid' };
const WRONG = { text: 'SELECT nonsense' };

function ended<T extends pg.Pool>(pool: T): T {
  onTestFinished(() => pool.end());
  return pool;
}

async function pidsAround(pool: pg.Pool): Promise<[before: number, after: number]> {
  const pid = async () => (await pool.query(PID)).rows[0].pid as number;
  const before = await pid();
  await expect(pool.query(WRONG)).rejects.toThrow('nonsense');
  return [before, await pid()];
}

/** The database behind a proxy that can go dark. */
async function behindProxy() {
  const { hostname: host, port } = new URL(database.url);
  const proxy = await startTcpProxy({ host, port: Number(port) });
  onTestFinished(() => proxy.stop());
  return { proxy, connectionString: proxy.through(database.url) };
}

describe('a pool', () => {
  test('keeps a connection whose statement the database refused', async () => {
    const pool = ended(createPool(SILENT_MS, { connectionString: database.url, max: 1 }));
    const [before, after] = await pidsAround(pool);
    expect(after).toBe(before);
  });

  test('gives up a connection that is silent while it is lent out, and none that is idle', async () => {
    const { proxy, connectionString } = await behindProxy();
    const pool = ended(createPool(SILENT_MS, { connectionString, max: 1 }));
    await pool.query(PID);
    await sleep(2 * SILENT_MS);
    expect(pool.idleCount).toBe(1);
    proxy.blackhole(true);
    const client = await pool.connect();
    await expect(client.query(PID)).rejects.toThrow(Silence);
    client.release();
    expect(pool.totalCount).toBe(0);
  });
});

describe("of what src/store/pool.ts mends, pg's own pool still", () => {
  test('closes a connection whose statement was refused', async () => {
    const pool = ended(new pg.Pool({ connectionString: database.url, max: 1 }));
    const [before, after] = await pidsAround(pool);
    expect(after).not.toBe(before);
  });

  test('keeps a connection that leads nowhere', async () => {
    const { proxy, connectionString } = await behindProxy();
    const pool = ended(new pg.Pool({ connectionString, max: 1, query_timeout: SILENT_MS }));
    await pool.query(PID);
    proxy.blackhole(true);
    const client = await pool.connect();
    await expect(client.query(PID)).rejects.toThrow('Query read timeout');
    client.release();
    // It leads nowhere, and is lent to the next.
    expect(pool.idleCount).toBe(1);
  });
});
