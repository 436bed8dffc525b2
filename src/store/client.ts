import { Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Client, ClientBase } from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';

export type Database = PrismaClient;

/** What a transaction callback gets: the same models, without `$connect`, `$transaction` and their like. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** A query is answered long before; a connection that is silent for longer leads nowhere. */
const SILENT_MS = 15_000;
/** A process that stands still in the middle of a transaction keeps others from its rows no longer than this. */
const IDLE_MS = 5_000;
/** More at once than there are processors to do it, and disks to write it, only makes everybody wait. */
const POOL_SIZE = Math.min(10, 2 * availableParallelism() + 1);
/** Some times what a swarm's life takes from opening to resolving. */
const MOST_NAMED = 150;
/** An unused connection is kept for so long: a new one costs time just when everybody comes at once. */
const KEPT_MS = 60_000;
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
        max: options.poolSize ?? POOL_SIZE,
        connectionTimeoutMillis: CONNECT_MS,
        idleTimeoutMillis: KEPT_MS,
        idle_in_transaction_session_timeout: IDLE_MS,
        options: '-c plan_cache_mode=force_generic_plan',
        onConnect: (client) => {
          forgive(client);
          giveUpSilent(client, options.silentMs ?? SILENT_MS);
        },
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

  constructor() {
    super('the database has been silent for too long');
  }
}

/**
 * A query whose answer got lost on the way would hold its connection for ever. One of which nothing is asked may be silent
 * for as long as it likes.
 */
function giveUpSilent(client: ClientBase, silentMs: number): void {
  const socket = (client as Client).connection.stream as Socket;
  let answered = socket.bytesWritten;
  client.on('drain', () => {
    answered = socket.bytesWritten;
  });
  socket.setTimeout(silentMs, () => {
    if (socket.bytesWritten > answered) socket.destroy(new Silence());
  });
}

/**
 * For `stream` of a pool whose connections listen: one that hears nothing for so many ms is given up, as it may lead nowhere
 * by now.
 */
export function openSocket(silentMs = SILENT_MS): Socket {
  const socket = new Socket();
  socket.setTimeout(silentMs, () => socket.destroy(new Silence()));
  return socket;
}

/**
 * A connection that breaks while it is lent out says so to whoever uses it and, without this, to the whole process,
 * which would end. For `onConnect` of a pool.
 */
export function forgive(client: { on(event: 'error', heard: () => void): unknown }): void {
  client.on('error', () => {});
}
