import type { Database } from '../../src/store/client.ts';

/** Every row of every read model, or those of one escalation. */
export async function readModels(db: Database, escalation?: string) {
  const where = escalation === undefined ? {} : { escalationId: escalation };
  return {
    escalations: await db.escalation.findMany({
      where: escalation === undefined ? {} : { id: escalation },
      orderBy: { number: 'asc' },
    }),
    participations: await db.participation.findMany({
      where,
      orderBy: [{ escalationId: 'asc' }, { personId: 'asc' }],
    }),
    checkpoints: await db.checkpoint.findMany({
      where,
      orderBy: [{ escalationId: 'asc' }, { number: 'asc' }],
    }),
    updates: await db.customerUpdate.findMany({
      where,
      orderBy: [{ escalationId: 'asc' }, { seq: 'asc' }],
    }),
  };
}
