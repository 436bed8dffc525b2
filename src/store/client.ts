import { PrismaPg } from '@prisma/adapter-pg';
import { MINUTE, SECOND } from '../domain/kernel/time.ts';
import { PrismaClient } from '../generated/prisma/client.ts';
import { createPool, SILENT_MS } from './pool.ts';

export type Database = PrismaClient;

/** What a transaction callback gets: the same models, without `$connect`, `$transaction` and their like. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/**
 * What a read takes, in a transaction or outside: either of the two above without what writes. That the SQL given to
 * `$queryRaw` does not write either is held by a test, which runs each read in a transaction that is read-only.
 */
export type Reader = Pick<Transaction, '$queryRaw'> & {
  readonly [M in Exclude<keyof Transaction, `$${string}` | symbol>]: Pick<
    Transaction[M],
    Extract<keyof Transaction[M], `find${string}` | 'count' | 'aggregate' | 'groupBy'>
  >;
};

/** A process suspended in the middle of a transaction keeps others from its rows no longer than this. */
const IDLE_MS = 5_000;
/** A few times the number of different statements between an escalation's opening and its resolution. */
const MOST_NAMED = 150;
/** A new connection is slow at first, with everything still to be planned: so one is kept over pauses in the work. */
const UNUSED_MS = 5 * MINUTE;
/** After how long the system asks whether the other side of an idle connection is still there. */
const ALIVE_MS = 5 * SECOND;
/** The longest wait for a new connection, or for one of the pool to be free. */
const CONNECT_MS = 5_000;

export type DatabaseOptions = {
  readonly poolSize?: number;
  /** After how long without an answer a connection is given up. */
  readonly silentMs?: number;
};

/** Connects at the first query. The caller ends it with `$disconnect()`. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = 10, silentMs = SILENT_MS } = options;
  const pool = createPool(silentMs, {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: UNUSED_MS,
    idle_in_transaction_session_timeout: IDLE_MS,
    options: '-c plan_cache_mode=force_generic_plan',
    keepAlive: true,
    keepAliveInitialDelayMillis: ALIVE_MS,
  });
  const statementNameGenerator = createNamer();
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator, disposeExternalPool: true }),
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
