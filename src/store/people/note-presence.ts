import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Transaction } from '../client.ts';

/** Notes that these have left the workspace, as far as they are known. */
export async function noteDeparted(
  tx: Transaction,
  workspace: string,
  people: readonly PersonId[],
): Promise<void> {
  const where = { workspaceId: workspace, id: { in: [...people] }, isGone: false };
  await tx.person.updateMany({ where, data: { isGone: true } });
}

/** Notes whether somebody has left the workspace, and what they are called now; a row is written only when that is news. */
export async function notePresence(
  tx: Transaction,
  workspace: string,
  { id, name, isGone }: { readonly id: PersonId; readonly name: string; readonly isGone: boolean },
): Promise<void> {
  const known = { workspaceId: workspace, id };
  const isNews = [{ isGone: !isGone }, ...(name === '' ? [] : [{ name: { not: name } }])];
  await tx.person.updateMany({
    where: { ...known, OR: isNews },
    data: { isGone, ...(name === '' ? {} : { name }) },
  });
  if (isGone) await tx.person.createMany({ data: [{ ...known, name, isGone }], skipDuplicates: true });
}
