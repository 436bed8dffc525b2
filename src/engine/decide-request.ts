import type { Actor, Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import { replay } from '../domain/evolve.ts';
import { isRefusal } from '../domain/kernel/decision.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Change } from '../store/change.ts';
import type { Reader, Transaction } from '../store/client.ts';
import { placed } from '../store/events/append.ts';
import type { Standing } from '../store/events/standing.ts';
import { type DecisionFacts, lockToDecide, readToDecide } from '../store/locks.ts';
import { lockNumbers } from '../store/numbers/lock.ts';
import type { Engine } from './engine.ts';
import { prepare, prepareOpening } from './prepare.ts';
import type { OpenRequest, Request } from './request.ts';

/** What a request makes of the escalation as it stands, locked from now on. */
export async function decideNow(
  tx: Transaction,
  engine: Engine,
  request: Request,
  given: Instant | undefined,
): Promise<Change | Refusal> {
  if (request.type === 'OpenEscalation') {
    await lockNumbers(tx, request.workspace);
    return decideToOpen(tx, engine, request);
  }
  const facts = await lockToDecide(tx, request, engine.clock);
  if (facts === null) return { code: 'UnknownEscalation' };
  // The database's clock, since those of the processes may differ.
  return decideFrom(tx, request, { ...facts, now: given ?? facts.now });
}

/** Decides on the escalation as read, without a lock: the write that follows must fail when somebody else was first. */
export async function decideUnlocked(
  reader: Reader,
  engine: Engine,
  request: Request,
): Promise<Change | Refusal> {
  if (request.type === 'OpenEscalation') return decideToOpen(reader, engine, request);
  const facts = await readToDecide(reader, request, engine.clock);
  return facts === null ? { code: 'UnknownEscalation' } : decideFrom(reader, request, facts);
}

async function decideToOpen(reader: Reader, engine: Engine, request: OpenRequest): Promise<Change | Refusal> {
  const prepared = await prepareOpening(reader, engine, request);
  if ('code' in prepared) return prepared;
  const change = changeBy(prepared.command, request.workspace, engine.newId(), NOTHING_BEFORE);
  return 'code' in change || prepared.hidden.length === 0 ? change : { ...change, hidden: prepared.hidden };
}

/** What an opening means for private escalations of the same ticket, of which whoever opened it learns nothing. */
export async function decideForHidden(
  tx: Transaction,
  engine: Engine,
  { after, hidden = [], at }: Change,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const escalation of hidden) {
    const request = {
      type: 'RecordRival',
      workspace: after.workspace,
      escalation,
      by: null,
      number: after.number,
      rep: after.rep,
    } as const;
    const change = await decideNow(tx, engine, request, at);
    if (!('code' in change) && change.events.length > 0) changes.push(change);
  }
  return changes;
}

function decideFrom(
  reader: Reader,
  request: Exclude<Request, OpenRequest>,
  { now, by, standing }: DecisionFacts,
): Promise<Change | Refusal> {
  return decideOn(reader, request, { ...beforeOf(standing), at: notBefore(standing, now), by });
}

/** Time does not run backwards on a timeline, whatever the clock says. */
export function notBefore(standing: Standing | null, now: Instant): Instant {
  return Math.max(now, standing?.changedAt ?? 0);
}

/** What a decision is made on, and where it was read from. */
export type Before = Pick<Change, 'before' | 'snapshotSeq'>;

const NOTHING_BEFORE: Before = { before: null, snapshotSeq: 0 };

export function beforeOf(standing: Standing | null): Before {
  return standing === null
    ? NOTHING_BEFORE
    : { before: standing.escalation, snapshotSeq: standing.snapshotSeq };
}

/** What a request makes of an escalation, nothing being written yet. */
export async function decideOn(
  reader: Reader,
  request: Exclude<Request, OpenRequest>,
  { at, by, ...from }: Before & { readonly at: Instant; readonly by: Actor },
): Promise<Change | Refusal> {
  const { before } = from;
  if (before?.workspace !== request.workspace) return { code: 'UnknownEscalation' };
  const command = await prepare(reader, request, before, { at, by });
  return changeBy(command, request.workspace, request.escalation, from);
}

function changeBy(command: Command, workspace: string, id: string, from: Before): Change | Refusal {
  const { before } = from;
  const decision = decide(before, command);
  if (isRefusal(decision)) return decision;
  const { at, by } = command;
  const events = placed(decision, { workspace, escalation: id, after: before?.seq ?? 0, at, by: by.id });
  const after = replay(events, before);
  return after === null ? { code: 'UnknownEscalation' } : { ...from, after, events, at };
}
