import type { Reader } from '../client.ts';

export type FoundEscalation = {
  readonly id: string;
  readonly workspace: string;
  readonly number: number;
  readonly status: string;
  readonly seq: number;
};

/** By number or by id, in one workspace or, when none is named, in all of them: numbers repeat. */
export function findEscalations(
  reader: Reader,
  reference: { readonly number: number } | { readonly id: string },
  workspace: string | undefined,
): Promise<FoundEscalation[]> {
  const number = 'number' in reference ? reference.number : null;
  const id = 'id' in reference ? reference.id : null;
  return reader.$queryRaw`
    SELECT id, "workspaceId" AS workspace, number, status::text, seq FROM "Escalation"
    WHERE (number = ${number}::int OR id = ${id}::text) AND (${workspace ?? null}::text IS NULL OR "workspaceId" = ${workspace ?? null}::text)
    ORDER BY "workspaceId"`;
}
