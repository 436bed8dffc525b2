import type { Escalation } from '../domain/escalation.ts';
import type { Event } from '../domain/event.ts';
import type { Transaction } from './client.ts';

/** Writes who came and who went between the two states. Everybody's row rests while the escalation is resolved. */
export async function projectSwarm(
  tx: Transaction,
  before: Escalation | null,
  after: Escalation,
  event: Event,
): Promise<void> {
  const at = new Date(event.at);
  const escalationId = after.id;
  const isOpen = after.status === 'open';
  const was = before?.swarm ?? [];
  if (was !== after.swarm) {
    const came = after.swarm.filter((one) => !was.some((other) => other.id === one.id));
    const went = was.filter((one) => !after.swarm.some((other) => other.id === one.id));
    const rows = came.map(({ id, as, team }) => ({
      escalationId,
      personId: id,
      workspaceId: after.workspace,
      standing: as,
      teamKey: team ?? null,
      joinedAt: at,
      leftAt: null,
      isActive: isOpen,
    }));
    // Somebody who comes back keeps one row.
    const personId = { in: rows.map((row) => row.personId) };
    if (before !== null && rows.length > 0) {
      await tx.participation.deleteMany({ where: { escalationId, personId } });
    }
    if (rows.length > 0) await tx.participation.createMany({ data: rows });
    if (went.length > 0) {
      await tx.participation.updateMany({
        where: { escalationId, personId: { in: went.map((one) => one.id) } },
        data: { leftAt: at, isActive: false },
      });
    }
  }
  if (before !== null && before.status !== after.status) {
    await tx.participation.updateMany({ where: { escalationId, leftAt: null }, data: { isActive: isOpen } });
  }
}
