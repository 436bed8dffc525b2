import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { PersonKind } from '../../domain/kernel/people.ts';
import type { Reader } from '../client.ts';

/** Somebody, by their Slack id. */
export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string | null;
  readonly timeZone?: string | null;
};

/** Somebody's name, and whether somebody else who is here has the same. */
export type Named = Person & { readonly isShared: boolean };

/** Those of them whom we know. */
export function namedPeople(reader: Reader, workspace: string, ids: readonly string[]): Promise<Named[]> {
  return reader.$queryRaw<Named[]>`
    SELECT p.id, p.name, p.email, EXISTS (SELECT 1 FROM "Person" other WHERE other."workspaceId" = p."workspaceId"
      AND other.name = p.name AND other.id <> p.id AND NOT other."isGone") AS "isShared"
    FROM "Person" p WHERE p."workspaceId" = ${workspace} AND p.id = ANY (${[...ids]}::text[])`;
}

/** Those of them whom we know. */
export function peopleByEmail(
  reader: Reader,
  workspace: string,
  emails: readonly string[],
): Promise<(Person & { readonly isGone: boolean })[]> {
  return reader.person.findMany({ where: { workspaceId: workspace, email: { in: [...emails] } } });
}

/** What those of them are of whom Slack has said so. */
export async function knownKinds(
  reader: Reader,
  workspace: string,
  ids: readonly PersonId[],
): Promise<Map<PersonId, PersonKind>> {
  const where = { workspaceId: workspace, id: { in: [...ids] }, kind: { not: null } };
  const rows = await reader.person.findMany({ where, select: { id: true, kind: true } });
  return new Map(rows.map(({ id, kind }) => [id, kind as PersonKind]));
}
