import type { Event } from '../../domain/event.ts';
import { evolve, replay } from '../../domain/evolve.ts';
import type { Escalation } from '../../domain/kernel/escalation.ts';
import { shortTitle } from '../../domain/kernel/naming.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import { insertRows, updateRows } from '../bulk.ts';
import type { Change } from '../change.ts';
import { projectSwarm } from '../participations.ts';
import { type Mark, markCheckpoints } from '../slices/checkpoint.ts';
import { PROJECT } from '../slices.ts';

/** Brings the read models through these changes, in the transaction that appends their events. */
export function project(batch: Batch, changes: readonly Pick<Change, 'before' | 'events'>[]): void {
  const states = changes.flatMap(({ before, events }) => {
    const after = replay(events, before);
    const last = events.at(-1);
    return after === null || last === undefined ? [] : [{ before, row: escalationRow(after, last) }];
  });
  const rows = (isNew: boolean) =>
    states.filter((one) => (one.before === null) === isNew).map((one) => one.row);
  if (rows(true).length > 0) batch.add('Escalation', insertRows('Escalation', rows(true)));
  if (rows(false).length > 0) batch.add('Escalation', updateRows('Escalation', rows(false)));
  markCheckpoints(
    batch,
    changes.flatMap((change) => (isMark(change) ? change.events : [])),
  );
  for (const change of changes) if (!isMark(change)) projectEvents(batch, change);
}

function projectEvents(batch: Batch, { before, events }: Pick<Change, 'before' | 'events'>): void {
  let state = before;
  for (const event of events) {
    const next = evolve(state, event);
    PROJECT[event.type](batch, event);
    projectSwarm(batch, state, next, event);
    state = next;
  }
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

/** Whether it is a fired timer's event alone: such changes of many escalations are written in one statement. */
function isMark(change: Pick<Change, 'events'>): change is { readonly events: readonly [Mark] } {
  const [first, ...others] = change.events;
  return others.length === 0 && (first?.type === 'CheckpointAsked' || first?.type === 'CheckpointMissed');
}

function dateOrNull(instant: number | null | undefined): Date | null {
  return instant === null || instant === undefined ? null : new Date(instant);
}
