import { TIMER_KINDS } from '../domain/timers.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { EFFECT_TYPES, EFFECT_VERSION } from './effect-schema.ts';
import { EVENT_TYPES, EVENT_VERSION } from './event-schema.ts';
import { snapshotSeq } from './snapshots/sql.ts';

// In a rolling deployment a newer version of Muster writes to the same tables. What it wrote and this process does not know
// is left to it: done here it would be done wrongly, or lost.

/** SQL: whether this process knows the kind of the "Timer" row by this alias, and all events of its escalation. */
export function isKnownTimer(alias: string): Prisma.Sql {
  const [kind, escalation] = columns(alias, 'kind', 'escalationId');
  return Prisma.sql`(${kind} = ANY (${[...TIMER_KINDS]}::text[]) AND ${isReadable(escalation)})`;
}

/** SQL: whether this process knows type and version of the "Effect" row by this alias. */
export function isKnownEffect(alias: string): Prisma.Sql {
  const [type, version] = columns(alias, 'type', 'version');
  return Prisma.sql`(${type} = ANY (${[...EFFECT_TYPES]}::text[]) AND ${version} <= ${EFFECT_VERSION}::int)`;
}

/** SQL: whether an unknown effect comes before the one by this alias in its lane, whose order is to be kept. */
export function isBehindUnknown(alias: string): Prisma.Sql {
  const [escalation, lane, position] = columns(alias, 'escalationId', 'lane', 'position');
  return Prisma.sql`EXISTS (SELECT 1 FROM "Effect" ahead WHERE ahead."escalationId" = ${escalation}
    AND (ahead.state = 'pending' OR ahead.state = 'running') AND ahead.lane = ${lane} AND ahead.position < ${position}
    AND NOT ${isKnownEffect('ahead')})`;
}

/**
 * Whether all events of an escalation are known. An aggregate, since Postgres could make of `NOT EXISTS` a join that reads
 * the events of all escalations. Those that a snapshot of this version tells of are known to it.
 * @param after the last one of which that is certain: events are only added, so those up to it are not read again
 */
export function isReadable(escalation: Prisma.Sql, after = 0): Prisma.Sql {
  return Prisma.sql`COALESCE((SELECT bool_and(ev.type = ANY (${[...EVENT_TYPES]}::text[]) AND ev.version <= ${EVENT_VERSION}::int)
    FROM "Event" ev WHERE ev."escalationId" = ${escalation} AND ev.seq > GREATEST(${after}::int, ${snapshotSeq(escalation)})), true)`;
}

function columns<N extends readonly string[]>(alias: string, ...names: N): { [K in keyof N]: Prisma.Sql } {
  return names.map((name) => Prisma.raw(`${alias}."${name}"`)) as { [K in keyof N]: Prisma.Sql };
}
