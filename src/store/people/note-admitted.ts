import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { PersonKind } from '../../domain/kernel/people.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Database, Transaction } from '../client.ts';

/** Somebody of whom Slack says that they may act here. */
type Admitted = {
  readonly id: PersonId;
  readonly name: string;
  readonly kind: PersonKind;
  /** The workspaces that they belong to. */
  readonly teams: readonly string[];
};

/** Notes that Slack said so at this time, for when it says nothing. */
export async function noteAdmitted(
  db: Database,
  workspace: string,
  { id, name, kind, teams }: Admitted,
  at: Instant,
): Promise<void> {
  const facts = { admittedAt: new Date(at), kind, teams: [...teams] };
  await db.person.upsert({
    where: { workspaceId_id: { workspaceId: workspace, id } },
    create: { workspaceId: workspace, id, name, ...facts },
    update: { ...facts, ...(name === '' ? {} : { name }) },
  });
}

/** Notes what somebody who is known is now, whether they are admitted or not. */
export async function noteKind(
  tx: Transaction,
  workspace: string,
  id: PersonId,
  kind: PersonKind,
): Promise<void> {
  await tx.person.updateMany({ where: { workspaceId: workspace, id }, data: { kind } });
}

/** Notes that Slack says of somebody that they may not act here, whatever it said before. */
export async function forgetAdmitted(
  tx: Transaction,
  workspace: string,
  id: PersonId,
  kind: PersonKind,
): Promise<void> {
  const changed = { OR: [{ admittedAt: { not: null } }, { kind: { not: kind } }, { kind: null }] };
  await tx.person.updateMany({
    where: { workspaceId: workspace, id, ...changed },
    data: { admittedAt: null, kind },
  });
}
