import type { Event } from '../domain/event.ts';
import type { Escalation } from '../domain/kernel/escalation.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { KeptAnswer } from '../store/answer-schema.ts';
import type { Batch } from '../store/batch.ts';
import type { Change } from '../store/change.ts';
import type { Reader } from '../store/client.ts';
import { UnknownEvent } from '../store/event-schema.ts';
import { loadSomeEvents } from '../store/events/load.ts';
import { loadStanding } from '../store/events/standing.ts';
import { findAnswer } from '../store/inbox/find-answer.ts';
import { type Arrival, keepArrival } from '../store/inbox/keep.ts';
import { channelSlot } from '../store/outbox/read.ts';

export type Answer =
  | {
      readonly kind: 'done';
      readonly escalation: Escalation;
      /** What this request made happen; empty when there was nothing to do. */
      readonly events: readonly Event[];
      /** The request had arrived before: this is its first answer, and nothing was changed now. */
      readonly repeated: boolean;
      /** When the channel that it waits for is to be opened; null when there is none to wait for. */
      readonly channelAt: Instant | null;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export function answerOf(
  { after, events }: Change,
  channelAt: Instant | null,
): Extract<Answer, { kind: 'done' }> {
  return { kind: 'done', escalation: after, events, repeated: false, channelAt };
}

/**
 * Keeps the answer for a redelivery; once the batch has run, returns whether this was the first delivery. A refusal that
 * the sender may correct under the same key is not kept, but is a redelivery when that key was answered before.
 */
export async function keepAnswer(
  reader: Reader,
  batch: Batch,
  workspace: string,
  inbox: Arrival | undefined,
  answer: Answer,
): Promise<() => boolean> {
  if (inbox === undefined) return () => true;
  if (answer.kind === 'done' || !inbox.isCorrectable) {
    return keepArrival(batch, workspace, inbox, noteOf(answer));
  }
  const known = await findAnswer(reader, workspace, inbox.key);
  return () => known === null;
}

/** The request had been answered before: its transaction is rolled back, and the first answer is given again. */
export class Repeated extends Error {
  override name = 'Repeated';
}

export function noteOf(answer: Answer): KeptAnswer {
  if (answer.kind === 'refused') return answer;
  const { escalation, events } = answer;
  return {
    kind: 'done',
    escalation: escalation.id,
    from: escalation.seq - events.length,
    to: escalation.seq,
  };
}

const ANSWERED_BEFORE: Answer = { kind: 'refused', refusal: { code: 'AnsweredBefore' } };
const NOTHING_KNOWN: Answer = { kind: 'refused', refusal: { code: 'UnknownEscalation' } };

/** What was answered to the first delivery, as far as this version of Muster can tell. */
export async function firstAnswer(reader: Reader, workspace: string, key: string): Promise<Answer> {
  const note = await findAnswer(reader, workspace, key);
  if (note === null) return NOTHING_KNOWN;
  if (note === 'unknown') return ANSWERED_BEFORE;
  if (note.kind === 'refused') return note;
  const standing = await loadStanding(reader, note.escalation).catch((error: unknown) => {
    if (error instanceof UnknownEvent) return 'unknown' as const;
    throw error;
  });
  if (standing === 'unknown') return ANSWERED_BEFORE;
  if (standing === null) return NOTHING_KNOWN;
  const { escalation } = standing;
  const events = await loadSomeEvents(reader, note.escalation, note);
  const channelAt = await channelSlot(reader, note.escalation);
  return { kind: 'done', escalation, events, repeated: true, channelAt };
}
