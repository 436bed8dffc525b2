import type { Escalation } from '../domain/escalation.ts';
import type { Event } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import { shortTitle } from '../domain/naming.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Database, Transaction } from './client.ts';
import { loadEvents } from './events.ts';
import { projectSwarm } from './participations.ts';

/** Brings the read models from `before` through these events, in the transaction that appends them. */
export async function project(
  tx: Transaction,
  before: Escalation | null,
  events: readonly Event[],
): Promise<void> {
  const after = events.reduce<Escalation | null>(evolve, before);
  const last = events.at(-1);
  if (after === null || last === undefined) return;
  await writeEscalation(tx, after, last, before === null);
  let state = before;
  for (const event of events) {
    const next = evolve(state, event);
    await projectEvent(tx, event);
    await projectSwarm(tx, state, next, event);
    state = next;
  }
}

/** Makes the read models of one escalation anew from its events; false when it has none. */
export async function rebuild(db: Database, escalation: string): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // The event table decides who is first, so a command that comes in between makes this one try again.
    await tx.$queryRaw`SELECT 1 FROM "Escalation" WHERE id = ${escalation} FOR UPDATE`;
    const events = await loadEvents(tx, escalation);
    await tx.escalation.deleteMany({ where: { id: escalation } });
    await project(tx, null, events);
    return events.length > 0;
  });
}

async function writeEscalation(
  tx: Transaction,
  escalation: Escalation,
  last: Event,
  isNew: boolean,
): Promise<void> {
  const { id, ...row } = escalationRow(escalation, last);
  if (isNew) await tx.escalation.create({ data: { id, ...row } });
  else await tx.escalation.update({ where: { id }, data: row, select: { id: true } });
}

function escalationRow(escalation: Escalation, last: Event): Prisma.EscalationUncheckedCreateInput {
  const { id, number, seq, status, severity, customer, isPrivate, ticket, trigger, checkpoint } = escalation;
  return {
    id,
    workspaceId: escalation.workspace,
    number,
    seq,
    status,
    severity,
    kind: trigger.kind,
    playbook: trigger.playbook,
    customer,
    ticketKey: ticket.key,
    ticketText: ticket.text,
    title: shortTitle(escalation.problem),
    isPrivate,
    repId: escalation.rep,
    ownerId: escalation.owner,
    communicatorId: escalation.communicator,
    monitorId: escalation.monitor,
    offeredToId: escalation.offer?.to ?? null,
    teams: escalation.teams.map((team) => team.key),
    channelId: escalation.channel?.id ?? null,
    channelName: escalation.channel?.name ?? escalation.channelName,
    openedAt: new Date(escalation.openedAt),
    claimedAt: dateOrNull(escalation.claimedAt),
    resolvedAt: dateOrNull(escalation.status === 'resolved' ? escalation.resolution?.at : null),
    nextDueAt: dateOrNull(checkpoint?.dueAt),
    isMissed: checkpoint?.missed ?? false,
    changedAt: new Date(last.at),
  };
}

async function projectEvent(tx: Transaction, event: Event): Promise<void> {
  const { escalation: escalationId, workspace: workspaceId, seq } = event;
  const at = new Date(event.at);
  const checkpoint = (number: number) => ({ escalationId_number: { escalationId, number } });
  switch (event.type) {
    case 'CheckpointPromised': {
      const dueAt = new Date(event.dueAt);
      const { number } = event;
      const promise = { promisedAt: at, firstDueAt: dueAt, dueAt, moves: 0 };
      await tx.checkpoint.create({ data: { escalationId, workspaceId, number, ...promise } });
      return;
    }
    case 'CheckpointMoved': {
      const moved = {
        dueAt: new Date(event.to),
        moves: { increment: 1 },
        askedAt: null,
      };
      await tx.checkpoint.update({ where: checkpoint(event.number), data: moved });
      return;
    }
    case 'CheckpointAsked':
      await tx.checkpoint.update({ where: checkpoint(event.number), data: { askedAt: at } });
      return;
    case 'CheckpointMissed':
      await tx.checkpoint.update({ where: checkpoint(event.number), data: { missedAt: at } });
      return;
    case 'CustomerUpdated': {
      const { met, text, over } = event;
      const place = { escalationId, seq, workspaceId };
      await tx.customerUpdate.create({
        data: { ...place, checkpoint: met, text, over, byId: event.by ?? '', at },
      });
      await tx.checkpoint.updateMany({ where: { escalationId, number: met }, data: { metAt: at } });
      return;
    }
    default:
  }
}

function dateOrNull(instant: number | null | undefined): Date | null {
  return instant === null || instant === undefined ? null : new Date(instant);
}
