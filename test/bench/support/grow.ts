import type { EventBody } from '../../../src/domain/event.ts';
import { DAY, type Instant } from '../../../src/domain/kernel/time.ts';
import { Prisma } from '../../../src/generated/prisma/client.ts';
import { createBatch } from '../../../src/store/batch.ts';
import { insertRows } from '../../../src/store/bulk.ts';
import type { Database } from '../../../src/store/client.ts';
import { append, placed } from '../../../src/store/events/append.ts';
import { loadEscalation } from '../../../src/store/queries.ts';

/** Events written by one statement. */
const AT_ONCE = 1_000;

type Aging = {
  readonly workspace: string;
  readonly escalation: string;
  /** How many events it is to have. */
  readonly events: number;
  readonly at: Instant;
};

/**
 * Gives an open escalation the events of a long life, with the rows that these leave behind: promises asked for, missed
 * and met, notes, severities, people who come and go. What it stands at afterwards is what it stood at before, but for
 * the number of its promise.
 */
export async function grow(db: Database, { workspace, escalation, events, at }: Aging): Promise<void> {
  const before = await loadEscalation(db, workspace, escalation);
  if (before?.checkpoint == null) throw new Error('only what has promised something can grow old');
  const { seq: after, rep, monitor, severity, checkpoint } = before;
  const turns = Math.floor((events - after) / 10);
  const from = checkpoint.number;
  const bodies = Array.from({ length: turns }, (_, turn): EventBody[] => [
    { type: 'CheckpointAsked', number: from + turn, when: 'ahead', communicator: rep },
    { type: 'CheckpointAsked', number: from + turn, when: 'due', communicator: rep },
    { type: 'CheckpointMissed', number: from + turn, dueAt: at, communicator: rep, monitor },
    { type: 'CustomerUpdated', text: 'We are still on it', over: 'email', met: from + turn },
    { type: 'CheckpointPromised', number: from + turn + 1, dueAt: checkpoint.dueAt },
    { type: 'NoteAdded', kind: 'note', text: 'The vendor has been asked again; they say it is not them' },
    { type: 'SeverityChanged', from: severity, to: 'SEV1', reason: 'It is everybody now' },
    { type: 'SeverityChanged', from: 'SEV1', to: severity, reason: 'It is some of them again' },
    { type: 'PersonJoined', person: `UGUEST${turn % 50}`, inChannel: true },
    { type: 'PersonLeft', person: `UGUEST${turn % 50}` },
  ]).flat();
  for (let index = 0; index < bodies.length; index += AT_ONCE) {
    const batch = createBatch();
    const chunk = bodies.slice(index, index + AT_ONCE);
    append(batch, placed(chunk, { workspace, escalation, after: after + index, at, by: rep }));
    await db.$transaction((tx) => batch.run(tx));
  }
  const promises = Array.from({ length: turns }, (_, turn) => ({
    ...{ escalationId: escalation, workspaceId: workspace, number: from + turn + 1, moves: 0 },
    ...{ promisedAt: new Date(at), firstDueAt: new Date(at + DAY), dueAt: new Date(at + DAY) },
  }));
  if (turns > 0) await db.$executeRaw(insertRows('Checkpoint', promises));
  for (const sql of leftBehind(escalation, after)) await db.$executeRaw(sql);
}

/** What such events leave in the other tables, once all of their effects are done. */
function leftBehind(escalation: string, after: number): Prisma.Sql[] {
  const events = Prisma.sql`FROM "Event" WHERE "escalationId" = ${escalation} AND seq > ${after}::int`;
  const said = Prisma.sql`${events} AND type IN ('CustomerUpdated', 'NoteAdded', 'SeverityChanged')`;
  return [
    Prisma.sql`INSERT INTO "CustomerUpdate" ("escalationId", seq, "workspaceId", checkpoint, text, over, "byId", at)
      SELECT "escalationId", seq, "workspaceId", (data->>'met')::int, data->>'text', data->>'over', "byId", at
      ${events} AND type = 'CustomerUpdated'`,
    Prisma.sql`INSERT INTO "Effect" (id, "workspaceId", "escalationId", seq, type, key, lane, needs, data, state, attempts,
        "shownSeq", "notBefore", outcome, "stagedAt", "endedAt")
      SELECT gen_random_uuid()::text, "workspaceId", "escalationId", seq, 'Say', 'say-' || seq, 'lines', 'channel',
        jsonb_build_object('seq', seq), 'done', 1, seq, at, '{"kind":"done"}', at, at ${said}`,
    Prisma.sql`INSERT INTO "Post" ("escalationId", key, "workspaceId", "channelId", ts)
      SELECT "escalationId", 'say-' || seq, "workspaceId", 'CAGED', seq || '.0' ${said}`,
    Prisma.sql`UPDATE "Escalation" e SET seq = (SELECT max(seq) ${events}) WHERE e.id = ${escalation}
      AND EXISTS (SELECT 1 ${events})`,
  ];
}
