import { z } from 'zod';
import type { Event } from '../../domain/event.ts';
import type { Checkpoints } from '../../domain/slices/checkpoint.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import { insertRows } from '../bulk.ts';
import { timestamp } from '../clock.ts';
import { instant, medium, number, person } from '../shapes.ts';
import type { StoreSlice } from '../slice.ts';

const when = z.enum(['ahead', 'due']);

export const checkpoint: StoreSlice<Checkpoints> = {
  shapes: {
    CheckpointPromised: { number, dueAt: instant },
    CheckpointMoved: { number, from: instant, to: instant, reason: z.string() },
    CheckpointAsked: { number, when, communicator: person },
    CheckpointMissed: { number, dueAt: instant, communicator: person, monitor: person },
    CustomerUpdated: { text: z.string(), over: medium, met: z.number().int().nonnegative() },
  },
  effects: {
    ShowCheckpoint: { number, when, seq: number, to: person.optional() },
  },
  refusals: { NotInFuture: {}, TooFarAhead: {}, SameTime: {} },
  project: {
    CheckpointPromised(batch, { escalation: escalationId, workspace: workspaceId, number, ...event }) {
      const [promisedAt, dueAt] = [new Date(event.at), new Date(event.dueAt)];
      const row = { escalationId, workspaceId, number, promisedAt, firstDueAt: dueAt, dueAt, moves: 0 };
      batch.add(tableOf(escalationId, number), insertRows('Checkpoint', [row]));
    },
    CheckpointMoved(batch, { escalation, number, to }) {
      const moved = Prisma.sql`"dueAt" = ${timestamp(to)}, moves = moves + 1, "askedAt" = NULL`;
      change(batch, escalation, number, moved);
    },
    CheckpointAsked: (batch, event) =>
      markCheckpoints(batch, [event], tableOf(event.escalation, event.number)),
    CheckpointMissed: (batch, event) =>
      markCheckpoints(batch, [event], tableOf(event.escalation, event.number)),
    CustomerUpdated(batch, { escalation, workspace: workspaceId, seq, met, text, over, by, at }) {
      const place = { escalationId: escalation, seq, workspaceId };
      const row = { ...place, checkpoint: met, text, over, byId: by ?? '', at: new Date(at) };
      batch.add('CustomerUpdate', insertRows('CustomerUpdate', [row]));
      change(batch, escalation, met, Prisma.sql`"metAt" = ${timestamp(at)}`);
    },
  },
};

function change(batch: Batch, escalation: string, number: number, set: Prisma.Sql): void {
  batch.add(
    tableOf(escalation, number),
    Prisma.sql`UPDATE "Checkpoint" SET ${set} WHERE "escalationId" = ${escalation} AND number = ${number}`,
  );
}

/** One row of the table, to which a change may write more than once. */
function tableOf(escalation: string, number: number): string {
  return `Checkpoint ${escalation} ${number}`;
}

export type Mark = Event<'CheckpointAsked' | 'CheckpointMissed'>;

/** However many, in one statement. */
export function markCheckpoints(batch: Batch, marks: readonly Mark[], what = 'Checkpoint'): void {
  if (marks.length === 0) return;
  const rows = marks.map(({ escalation, number, type, at }) => ({
    escalation,
    number,
    [type === 'CheckpointAsked' ? 'asked' : 'missed']: new Date(at),
  }));
  batch.add(
    what,
    Prisma.sql`
    UPDATE "Checkpoint" c SET "askedAt" = COALESCE(m.asked, "askedAt"), "missedAt" = COALESCE(m.missed, "missedAt")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS m(escalation text, number int, asked timestamptz, missed timestamptz)
    WHERE c."escalationId" = m.escalation AND c.number = m.number`,
  );
}
