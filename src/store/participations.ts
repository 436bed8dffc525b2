import type { Event } from '../domain/event.ts';
import type { Escalation } from '../domain/kernel/escalation.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Batch } from './batch.ts';
import { insertRows, overwrite } from './bulk.ts';
import { timestamp } from './clock.ts';

/** Writes who joined and who left between the two states. No row is active while the escalation is resolved. */
export function projectSwarm(batch: Batch, before: Escalation | null, after: Escalation, event: Event): void {
  const isOpen = after.status === 'open';
  const was = before?.swarm ?? [];
  if (was !== after.swarm) {
    const came = after.swarm.filter((one) => !was.some((other) => other.id === one.id));
    const went = was.filter((one) => !after.swarm.some((other) => other.id === one.id));
    const rows = came.map(({ id, as, team }) => ({
      escalationId: after.id,
      personId: id,
      workspaceId: after.workspace,
      standing: as,
      teamKey: team ?? null,
      joinedAt: new Date(event.at),
      leftAt: null,
      isActive: isOpen,
    }));
    if (rows.length > 0) {
      // Somebody who comes back keeps one row.
      batch.add(
        'Participation',
        Prisma.sql`${insertRows('Participation', rows)} ON CONFLICT ("escalationId", "personId")
        DO UPDATE SET ${overwrite(['standing', 'teamKey', 'joinedAt', 'leftAt', 'isActive'])}`,
      );
    }
    if (went.length > 0) {
      batch.add(
        'Participation',
        Prisma.sql`UPDATE "Participation" SET "leftAt" = ${timestamp(event.at)}, "isActive" = false
        WHERE "escalationId" = ${after.id} AND "personId" = ANY (${went.map((one) => one.id)}::text[])`,
      );
    }
  }
  if (before !== null && before.status !== after.status) {
    batch.add(
      'Participation',
      Prisma.sql`UPDATE "Participation" SET "isActive" = ${isOpen}
      WHERE "escalationId" = ${after.id} AND "leftAt" IS NULL`,
    );
  }
}
