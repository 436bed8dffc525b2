import type { Instant } from '../domain/kernel/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Reader } from './client.ts';

/** The present as an SQL expression of type timestamptz. */
export type Clock = () => Prisma.Sql;

/**
 * The database's own clock, which all processes share, to judge what is due. A test that sets the time passes its
 * own `now` instead.
 */
export function databaseClock(now?: () => Instant): Clock {
  return now === undefined ? () => Prisma.sql`statement_timestamp()` : () => timestamp(now());
}

/** The present as ms since 1970, of type bigint. */
export function present(clock: Clock): Prisma.Sql {
  return Prisma.sql`floor(extract(epoch FROM ${clock()}) * 1000)::bigint`;
}

export async function timeNow(reader: Reader, clock: Clock): Promise<Instant> {
  const [row] = await reader.$queryRaw<{ now: bigint }[]>`SELECT ${present(clock)} AS now`;
  return Number(row?.now);
}

export function timestamp(instant: Instant): Prisma.Sql {
  return Prisma.sql`(to_timestamp(${instant}::bigint / 1000) + (${instant}::bigint % 1000) * interval '1 millisecond')`;
}
