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
/** Some times what a swarm's life takes from opening to resolving. */
const MOST_NAMED = 150;
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
    adapter: new PrismaPg(
      {
        connectionString: url,
        max: options.poolSize ?? 10,
        connectionTimeoutMillis: CONNECT_MS,
        idle_in_transaction_session_timeout: IDLE_MS,
        options: '-c plan_cache_mode=force_generic_plan',
        onConnect: forgive,
        stream: () => openSocket(options.silentMs),
      },
      { statementNameGenerator: createNamer() },
    ),
  });
}

/**
 * Names statements, so that each connection has them planned once. What comes after the first `MOST_NAMED` is planned each
 * time: Postgres keeps the named ones for as long as the connection lasts.
 */
function createNamer(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMED) return '';
    const name = `muster_${names.size}`;
    names.set(sql, name);
    return name;
  };
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
