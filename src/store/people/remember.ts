import type { Database } from '../client.ts';
import type { Person } from './find.ts';

/** What Slack says of them now; what is left out stays as it was. */
export async function rememberPeople(
  db: Database,
  workspace: string,
  people: readonly Person[],
): Promise<void> {
  for (const { id, ...facts } of people) {
    await db.person.upsert({
      where: { workspaceId_id: { workspaceId: workspace, id } },
      create: { workspaceId: workspace, id, ...facts },
      update: facts,
    });
  }
}
