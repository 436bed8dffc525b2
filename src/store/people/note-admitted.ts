import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Database, Transaction } from '../client.ts';

/** Somebody of whom Slack says that they may act here. */
type Admitted = {
  readonly id: PersonId;
  readonly name: string;
  /** The workspaces that they belong to. */
  readonly teams: readonly string[];
};

/** Notes that Slack said so at this time, for when it says nothing. */
export async function noteAdmitted(
  db: Database,
  workspace: string,
  { id, name, teams }: Admitted,
  at: Instant,
): Promise<void> {
  const facts = { admittedAt: new Date(at), teams: [...teams] };
  await db.person.upsert({
    where: { workspaceId_id: { workspaceId: workspace, id } },
    create: { workspaceId: workspace, id, name, ...facts },
    update: { ...facts, ...(name === '' ? {} : { name }) },
  });
}

/** Notes that Slack says of somebody that they may not act here, whatever it said before. */
export async function forgetAdmitted(tx: Transaction, workspace: string, id: PersonId): Promise<void> {
  const where = { workspaceId: workspace, id, admittedAt: { not: null } };
  await tx.person.updateMany({ where, data: { admittedAt: null } });
}
