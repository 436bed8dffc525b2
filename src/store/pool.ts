import { Socket } from 'node:net';
import pg from 'pg';

/** What pg's pool does not do by itself: `test/store/pool.test.ts` fails when one of these is no longer needed. */

/** A query is answered long before; a connection that is silent for longer leads nowhere. */
export const SILENT_MS = 15_000;

/**
 * A pool that keeps a connection whose statement the database refused, and gives up one that is silent while it is lent out:
 * pg has a time-out for the question alone (https://github.com/brianc/node-postgres/issues/3124, open), after which the dead
 * connection is lent to the next (https://github.com/brianc/node-postgres/issues/3399, open).
 * @param silentMs after how long without a sign from the other side
 */
export function createPool(silentMs: number, config: pg.PoolConfig): pg.Pool {
  const sockets = new WeakMap<pg.ClientBase, Socket>();
  const Client = new Proxy(pg.Client, {
    construct(Client, [options]: [pg.ClientConfig]) {
      const socket = openSocket(silentMs);
      const client = new Client({ ...options, stream: () => socket });
      sockets.set(client, socket);
      return client;
    },
  });
  const pool = new pg.Pool({ ...config, onConnect: forgive, Client });
  pool.on('acquire', (client) => sockets.get(client)?.setTimeout(silentMs));
  // An idle connection waits for no answer; TCP keep-alive finds out when the other side is gone.
  pool.on('release', (_error, client) => sockets.get(client)?.setTimeout(0));
  return keepingRefused(pool);
}

/**
 * Replaces `query`, which closes a connection whatever went wrong, and so makes another when the database has refused a
 * statement, as when somebody else was first. No report of that was found as of November 2026.
 */
function keepingRefused(pool: pg.Pool): pg.Pool {
  const query = async (statement: pg.QueryConfig) => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      return await client.query(statement);
    } catch (error) {
      if (!isRefusal(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return Object.assign(pool, { query });
}

/** The database refused a statement and waits for the next. */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
}

/** Nothing arrived on a connection for so long that it was given up: it may be dead, or there was nothing to send. */
export class Silence extends Error {
  override name = 'Silence';
}

/**
 * For `stream` of a pool: without it a query whose answer got lost on the way would hold its connection for ever.
 * @param silentMs after how long without a sign from the other side the connection is given up
 */
export function openSocket(silentMs = SILENT_MS): Socket {
  const socket = new Socket();
  socket.setTimeout(silentMs, () => socket.destroy(new Silence('the database has been silent for too long')));
  return socket;
}

/**
 * A connection that breaks while it is lent out says so to whoever uses it and, without this, to the whole process,
 * which would end. For `onConnect` of a pool.
 */
export function forgive(client: { on(event: 'error', heard: () => void): unknown }): void {
  client.on('error', () => {});
}
