import type { Actor } from '../domain/command.ts';
import type { EffectType } from '../domain/effect.ts';
import type { Event } from '../domain/event.ts';
import type { Escalation, PersonId } from '../domain/kernel/escalation.ts';
import type { Kinds } from '../domain/kernel/people.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Reader } from './client.ts';
import { EFFECT_TYPES } from './effect-schema.ts';
import { loadEvents } from './events/load.ts';
import { loadStanding, type StandingRow, standingColumn, standingFrom } from './events/standing.ts';
import { type ActorRow, actorColumns, actorFrom } from './facts.ts';

/** As its events make it; null when this workspace has none by this id. */
export async function loadEscalation(
  reader: Reader,
  workspace: string,
  id: string,
): Promise<Escalation | null> {
  const standing = await loadStanding(reader, id);
  return standing?.escalation.workspace === workspace ? standing.escalation : null;
}

/** The same for somebody who asks, with what the roster says of them now. */
export async function loadFor(
  reader: Reader,
  workspace: string,
  id: string,
  person: PersonId,
  kinds: Kinds,
): Promise<{ readonly escalation: Escalation; readonly by: Actor } | null> {
  const [row] = await reader.$queryRaw<(ActorRow & { standing: StandingRow })[]>`
    SELECT ${actorColumns(workspace, person)}, ${standingColumn(Prisma.sql`${id}`)} AS standing`;
  const escalation = row === undefined ? undefined : standingFrom(id, row.standing)?.escalation;
  return escalation?.workspace === workspace ? { escalation, by: actorFrom(person, row, kinds) } : null;
}

/** Everything that happened, in order. */
export function timeline(reader: Reader, id: string): Promise<Event[]> {
  return loadEvents(reader, id);
}

/** What is still to be done in Slack for an escalation, in the order staged; what has a name in this version of Muster. */
export async function underWay(
  reader: Reader,
  id: string,
): Promise<{ readonly type: EffectType; readonly notBefore: Instant }[]> {
  const rows = await reader.effect.findMany({
    where: { escalationId: id, state: { in: ['pending', 'running'] }, type: { in: [...EFFECT_TYPES] } },
    orderBy: { position: 'asc' },
    select: { type: true, notBefore: true },
  });
  return rows.map(({ type, notBefore }) => ({ type: type as EffectType, notBefore: notBefore.getTime() }));
}

/** The escalation whose swarm channel this is, open or not. */
export async function escalationOfChannel(
  reader: Reader,
  workspace: string,
  channel: string,
): Promise<string | null> {
  const row = await reader.escalation.findFirst({
    where: { workspaceId: workspace, channelId: channel },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Those that are open, the oldest first. */
export async function openEscalationIds(reader: Reader, workspace: string): Promise<string[]> {
  const rows = await reader.escalation.findMany({
    where: { workspaceId: workspace, status: 'open' },
    orderBy: { number: 'asc' },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Everybody on the roster. */
export async function rosterPeople(reader: Reader, workspace: string): Promise<PersonId[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT "personId" AS id FROM "Manager" WHERE "workspaceId" = ${workspace}
    UNION SELECT "personId" FROM "TeamMember" WHERE "workspaceId" = ${workspace} ORDER BY 1`;
  return rows.map((row) => row.id);
}

/** Everybody who answers for something that is open. */
export async function answerablePeople(reader: Reader, workspace: string): Promise<PersonId[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT role.id FROM "Escalation" e
    CROSS JOIN LATERAL (VALUES (e."repId"), (e."ownerId"), (e."communicatorId"), (e."monitorId")) AS role(id)
    WHERE ${isOpenIn(workspace)} AND role.id IS NOT NULL ORDER BY role.id`;
  return rows.map((row) => row.id);
}

/** The open escalations in which somebody has a part: in the swarm, or with a role. */
export async function openEscalationsOf(
  reader: Reader,
  workspace: string,
  person: PersonId,
): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM "Escalation" e WHERE ${isOpenIn(workspace)} AND (
      ${person} IN (e."repId", e."ownerId", e."communicatorId", e."monitorId")
      OR e.id IN (SELECT p."escalationId" FROM "Participation" p
        WHERE p."workspaceId" = ${workspace} AND p."personId" = ${person} AND p."isActive"))
    ORDER BY e.number`;
  return rows.map((row) => row.id);
}

/** Those who are noted to have left the workspace, with the open escalations in which they have a part all the same. */
export async function partsOfDeparted(
  reader: Reader,
  workspace: string,
): Promise<{ readonly person: PersonId; readonly escalations: readonly string[] }[]> {
  return reader.$queryRaw`
    WITH part AS (
      SELECT role.id AS person, e.id AS escalation FROM "Escalation" e
      CROSS JOIN LATERAL (VALUES (e."repId"), (e."ownerId"), (e."communicatorId"), (e."monitorId")) AS role(id)
      WHERE ${isOpenIn(workspace)}
      UNION
      SELECT p."personId", p."escalationId" FROM "Participation" p
      WHERE p."workspaceId" = ${workspace} AND p."isActive"
    )
    SELECT part.person, array_agg(part.escalation ORDER BY part.escalation) AS escalations FROM part
    JOIN "Person" gone ON gone."workspaceId" = ${workspace} AND gone.id = part.person AND gone."isGone"
    GROUP BY part.person ORDER BY part.person`;
}

export function isOpenIn(workspace: string): Prisma.Sql {
  return Prisma.sql`e."workspaceId" = ${workspace} AND e.status = 'open'`;
}
