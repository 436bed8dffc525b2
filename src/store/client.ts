import { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/prisma/client.ts';

export type Database = PrismaClient;

/** What a transaction callback gets: the same models, without `$connect`, `$transaction` and their like. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** A query is answered long before; a connection that is silent for longer leads nowhere. */
const SILENT_MS = 15_000;
/** A process that stands still in the middle of a transaction keeps others from its rows no longer than this. */
const IDLE_MS = 5_000;
/** For a connection, or a free one of the pool. */
const CONNECT_MS = 5_000;

export type DatabaseOptions = {
  readonly poolSize?: number;
  /** After how long without an answer a connection is given up. */
  readonly silentMs?: number;
};

/** Connects at the first query. The caller ends it with `$disconnect()`. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: CONNECT_MS,
      idle_in_transaction_session_timeout: IDLE_MS,
      onConnect: forgive,
      stream: () => openSocket(options.silentMs),
    }),
  });
}

/** A connection was given up since nothing came from the other side, which may have had nothing to say. */
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
