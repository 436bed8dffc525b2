import { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { MINUTE, SECOND } from '../domain/kernel/time.ts';
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
/** A new connection is slow at first, with everything still to be planned: so one is kept over pauses in the work. */
const UNUSED_MS = 5 * MINUTE;
/** After how long the system asks whether the other side of an idle connection is still there. */
const ALIVE_MS = 5 * SECOND;
/** For a connection, or a free one of the pool. */
const CONNECT_MS = 5_000;

export type DatabaseOptions = {
  readonly poolSize?: number;
  /** After how long without an answer a connection is given up. */
  readonly silentMs?: number;
};

/** Connects at the first query. The caller ends it with `$disconnect()`. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = 10, silentMs = SILENT_MS } = options;
  const pool = createPool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: UNUSED_MS,
    idle_in_transaction_session_timeout: IDLE_MS,
    options: '-c plan_cache_mode=force_generic_plan',
    onConnect: forgive,
    stream: () => openSocket(silentMs),
    keepAlive: true,
    keepAliveInitialDelayMillis: ALIVE_MS,
  });
  pool.on('acquire', (client) => socketOf(client).setTimeout(silentMs));
  // Nobody expects anything of it while it is idle; the system's keep-alive finds out when it leads nowhere.
  pool.on('release', (_error, client) => socketOf(client).setTimeout(0));
  const statementNameGenerator = createNamer();
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator, disposeExternalPool: true }),
  });
}

/**
 * Keeps a connection whose statement the database refused, as when somebody else was first: it is as good as before. Left to
 * itself pg's pool would close it and make another.
 */
function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
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

function socketOf(client: pg.PoolClient): Socket {
  return (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream;
}

/** The database refused a statement and waits for the next. */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
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
