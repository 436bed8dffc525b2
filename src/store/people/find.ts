import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Reader } from '../client.ts';

/** Somebody, by their Slack id. */
export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string | null;
  readonly timeZone?: string | null;
};

/** Those of them whom we know. */
export function peopleById(reader: Reader, workspace: string, ids: readonly string[]): Promise<Person[]> {
  return reader.person.findMany({ where: { workspaceId: workspace, id: { in: [...ids] } } });
}

/** Those of them whom we know. */
export function peopleByEmail(
  reader: Reader,
  workspace: string,
  emails: readonly string[],
): Promise<Person[]> {
  return reader.person.findMany({ where: { workspaceId: workspace, email: { in: [...emails] } } });
}
