import { createBatch } from '../batch.ts';
import type { Database } from '../client.ts';
import { loadEvents } from '../events/load.ts';
import { project } from './project.ts';

/** Makes the read models of one escalation anew from its events; false when it has none. */
export async function rebuild(db: Database, escalation: string): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // The event table decides who is first, so a command that comes in between makes this one try again.
    await tx.$queryRaw`SELECT 1 FROM "Escalation" WHERE id = ${escalation} FOR UPDATE`;
    const events = await loadEvents(tx, escalation);
    await tx.escalation.deleteMany({ where: { id: escalation } });
    if (events.length > 0) {
      const batch = createBatch();
      project(batch, [{ before: null, events }]);
      await batch.run(tx);
    }
    return events.length > 0;
  });
}
