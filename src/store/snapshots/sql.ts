import { Prisma } from '../../generated/prisma/client.ts';
import { snapshotVersion } from './version.ts';

/** SQL: the "Snapshot" that this process can read of the escalation by this id, as `s`. */
export function snapshotOf(escalation: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`"Snapshot" s WHERE s."escalationId" = ${escalation} AND s.version = ${snapshotVersion()}`;
}

/** SQL: the seq up to which that snapshot tells of its events, all of which this process hence knows; 0 without one. */
export function snapshotSeq(escalation: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`COALESCE((SELECT s.seq FROM ${snapshotOf(escalation)}), 0)`;
}
