import { type Actor, MUSTER } from '../domain/command.ts';
import type { PersonId } from '../domain/kernel/escalation.ts';
import { type Kinds, kindOf, OTHERS_KINDS, type PersonKind } from '../domain/kernel/people.ts';
import type { Playbook } from '../domain/kernel/playbook.ts';
import { isSameTicket, type TicketSearch } from '../domain/kernel/ticket-search.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Rival } from '../domain/slices/opening.ts';
import type { PulledTeam } from '../domain/slices/swarm.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { atMost } from './bulk.ts';
import type { Reader } from './client.ts';
import { type Clock, present } from './clock.ts';
import { nextNumber } from './numbers/take.ts';
import { playbookOf } from './roster/read.ts';

/** How many specialists of a team are pulled in at once. */
const SPECIALISTS = 5;

/** What the roster, the clock and the other escalations say to whoever opens. */
export type OpeningFacts = {
  readonly now: Instant;
  readonly by: Actor;
  /** null when there is none by that key. */
  readonly playbook: Playbook | null;
  readonly teams: PulledTeam[];
  /** Whoever is to watch comes first. */
  readonly managers: PersonId[];
  readonly number: number;
  /** Has the same ticket, and whoever opens may see it. */
  readonly rival: Rival | null;
  /** Private ones with the same ticket of which they are to learn nothing. */
  readonly hidden: readonly string[];
};

export async function openingFacts(
  reader: Reader,
  clock: Clock,
  {
    workspace,
    by,
    kinds,
    playbook,
    teams,
    ticket,
  }: {
    readonly workspace: string;
    readonly by: PersonId;
    readonly kinds?: Kinds | undefined;
    readonly playbook: string;
    readonly teams: readonly string[];
    readonly ticket: TicketSearch;
  },
): Promise<OpeningFacts> {
  const [row] = await reader.$queryRaw<(ActorRow & OpeningRow)[]>`
    SELECT ${present(clock)} AS now, ${actorColumns(workspace, by)},
      (SELECT to_jsonb(p) FROM "Playbook" p WHERE "workspaceId" = ${workspace} AND key = ${playbook}) AS playbook,
      ${monitorsIn(workspace, teams)} AS managers, ${nextNumber(workspace)} AS number,
      (SELECT jsonb_agg(rival) FROM (${rivalsFor(workspace, ticket, by)}) rival) AS rivals,
      (SELECT jsonb_agg(pulled) FROM (${pulled(workspace, teams)}) pulled) AS teams`;
  if (row === undefined) throw new Error('the database answered nothing');
  return {
    now: Number(row.now),
    by: actorFrom(by, row, kinds),
    playbook: row.playbook && playbookOf(row.playbook),
    teams: row.teams ?? [],
    managers: row.managers,
    number: row.number,
    rival: rivalAmong(sameAs(ticket, row.rivals)),
    hidden: sameAs(ticket, row.rivals).flatMap(({ isSeen, id }) => (isSeen ? [] : [id])),
  };
}

type OpeningRow = Pick<OpeningFacts, 'number'> & {
  readonly now: bigint;
  readonly rivals: RivalRow[] | null;
  readonly playbook: Parameters<typeof playbookOf>[0] | null;
  readonly managers: string[];
  readonly teams: PulledTeam[] | null;
};

/** The open escalation that has this ticket. Of a private one nobody is told who is not in it and does not watch it. */
export async function liveByTicket(
  reader: Reader,
  workspace: string,
  ticket: TicketSearch,
  person: PersonId | null,
): Promise<Rival | null> {
  return rivalAmong(sameAs(ticket, await reader.$queryRaw<RivalRow[]>(rivalsFor(workspace, ticket, person))));
}

/** Under the key that it has by the present rule, or had by the first one. A pattern looks at all that are open: with 20,000 it takes some milliseconds. */
function rivalsFor(
  workspace: string,
  { keys, patterns, before }: TicketSearch,
  person: PersonId | null,
): Prisma.Sql {
  const isTicket = [
    Prisma.sql`e."ticketKey" = ANY (${[...keys, before]}::text[])`,
    ...patterns.map((pattern) => Prisma.sql`e."ticketKey" LIKE ${pattern}`),
  ];
  return Prisma.sql`
    SELECT e.id, e.number, e."isPrivate", e."channelId" AS channel, ${isSeenBy(person)} AS "isSeen",
      e."ticketKey" AS key, e."ticketText" AS text
    FROM "Escalation" e WHERE e."workspaceId" = ${workspace} AND e.status = 'open'
      AND (${Prisma.join(isTicket, ' OR ')})`;
}

type RivalRow = Rival & { readonly key: string; readonly text: string; readonly isSeen: boolean };

function sameAs(ticket: TicketSearch, rows: readonly RivalRow[] | null): readonly RivalRow[] {
  return (rows ?? []).filter((row) => isSameTicket(ticket, row));
}

/** Of those that whoever asks may see the first, one that all may see before a private one. */
function rivalAmong(rows: readonly RivalRow[]): Rival | null {
  const [found] = rows
    .filter(({ isSeen }) => isSeen)
    .sort((one, other) => Number(one.isPrivate) - Number(other.isPrivate) || one.number - other.number);
  if (found === undefined) return null;
  const { id, number, isPrivate, channel } = found;
  return { id, number, isPrivate, channel };
}

/** As `maySee` of the domain. */
function isSeenBy(person: PersonId | null): Prisma.Sql {
  return Prisma.sql`(NOT e."isPrivate" OR e."monitorId" = ${person} OR EXISTS (
    SELECT 1 FROM "Participation" p WHERE p."escalationId" = e.id AND p."personId" = ${person} AND p."leftAt" IS NULL))`;
}

/** Those who are still here. */
export async function managers(reader: Reader, workspace: string): Promise<PersonId[]> {
  const [row] = await reader.$queryRaw<{ managers: string[] }[]>`SELECT ${managersIn(workspace)} AS managers`;
  return row?.managers ?? [];
}

function managersIn(workspace: string): Prisma.Sql {
  return Prisma.sql`ARRAY(
    SELECT m."personId" FROM "Manager" m WHERE m."workspaceId" = ${workspace} AND ${IS_MEMBER} ORDER BY m.position)`;
}

/**
 * The managers who are still here, as they are asked to watch: those of these teams first, then those who watch over the
 * fewest open escalations.
 */
function monitorsIn(workspace: string, teams: readonly string[]): Prisma.Sql {
  return Prisma.sql`ARRAY(
    SELECT m."personId" FROM "Manager" m WHERE m."workspaceId" = ${workspace} AND ${IS_MEMBER}
    ORDER BY EXISTS (SELECT 1 FROM "TeamMember" own WHERE own."workspaceId" = m."workspaceId"
        AND own."personId" = m."personId" AND own."teamKey" = ANY (${[...teams]}::text[])) DESC,
      (SELECT count(*) FROM "Escalation" watched WHERE watched."workspaceId" = m."workspaceId"
        AND watched.status = 'open' AND watched."monitorId" = m."personId"),
      m.position)`;
}

/** Of `m`, a row of somebody on the roster: not known to have left, nor to be of another organisation or an app. */
const IS_HERE = isHereAndNot(OTHERS_KINDS);
/** Nor a guest, who is never owner nor monitor. */
const IS_MEMBER = isHereAndNot([...OTHERS_KINDS, 'guest']);

function isHereAndNot(kinds: readonly PersonKind[]): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM "Person" known
    WHERE known."workspaceId" = m."workspaceId" AND known.id = m."personId"
      AND (known."isGone" OR known.kind = ANY (${[...kinds]}::text[])))`;
}

/** Those of them who have left the workspace. */
export async function departedOf(
  reader: Reader,
  workspace: string,
  people: readonly PersonId[],
): Promise<PersonId[]> {
  const rows = await reader.person.findMany({
    where: { workspaceId: workspace, id: { in: [...people] }, isGone: true },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export type ActorRow = { readonly leads: string[]; readonly manages: boolean };

/** What the roster says of somebody now, to be selected along with whatever else is; for `actorFrom`. */
export function actorColumns(workspace: string, person: PersonId | null): Prisma.Sql {
  return Prisma.sql`ARRAY(
      SELECT "teamKey" FROM "TeamMember"
      WHERE "workspaceId" = ${workspace} AND "personId" = ${person} AND role = 'lead' ORDER BY "teamKey"
    ) AS leads, EXISTS(
      SELECT 1 FROM "Manager" WHERE "workspaceId" = ${workspace} AND "personId" = ${person}
    ) AS manages`;
}

/** Muster itself for null. */
export function actorFrom(
  person: PersonId | null,
  row: ActorRow | undefined,
  kinds: Kinds | undefined,
): Actor {
  if (person === null) return MUSTER;
  const kind = kindOf(kinds, person);
  // A guest neither leads nor manages, whatever the configuration says.
  const { leads = [], manages = false } = kind === 'guest' ? {} : (row ?? {});
  return { id: person, kind, leads, manages };
}

/** These teams as they are pulled in now: all leads, and the specialists with the fewest open swarms, of those still here. Unknown keys are left out. */
export async function pulledTeams(
  reader: Reader,
  workspace: string,
  keys: readonly string[],
): Promise<PulledTeam[]> {
  return keys.length === 0 ? [] : reader.$queryRaw<PulledTeam[]>(pulled(workspace, keys));
}

function pulled(workspace: string, keys: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT team.key, team.name, ARRAY(
      SELECT m."personId" FROM "TeamMember" m
      WHERE m."workspaceId" = team."workspaceId" AND m."teamKey" = team.key AND m.role = 'lead' AND ${IS_MEMBER}
      ORDER BY m.position
    ) AS leads, ARRAY(${SPECIALISTS_OF_TEAM}) AS specialists
    FROM "Team" team WHERE team."workspaceId" = ${workspace} AND team.key = ANY (${[...keys]}::text[])
    ORDER BY array_position(${[...keys]}::text[], team.key)`;
}

/** A team's specialists with the fewest open swarms, in the roster's order where equal. Leads do not count as specialists. */
const SPECIALISTS_OF_TEAM = Prisma.sql`
    SELECT m."personId" FROM "TeamMember" m
    LEFT JOIN LATERAL (
      SELECT count(*) AS swarms FROM "Participation" p
      WHERE p."workspaceId" = m."workspaceId" AND p."personId" = m."personId" AND p."isActive"
    ) load ON true
    WHERE m."workspaceId" = team."workspaceId" AND m."teamKey" = team.key AND m.role = 'member' AND ${IS_HERE}
    ORDER BY load.swarms, m.position ${atMost(SPECIALISTS)}`;
