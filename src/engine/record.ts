import type { Event } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import type { Escalation } from '../domain/kernel/escalation.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { react } from '../domain/react.ts';
import type { Batch } from '../store/batch.ts';
import type { Change } from '../store/change.ts';
import type { Reader } from '../store/client.ts';
import { append } from '../store/events/append.ts';
import { takeNumber } from '../store/numbers/take.ts';
import { endImpossible } from '../store/outbox/finish.ts';
import { askAgain } from '../store/outbox/postpone.ts';
import { recallUnsure, type Staged, stage, type ToStage } from '../store/outbox/stage.ts';
import { keepPosts } from '../store/posts/follow-channel.ts';
import { project } from '../store/read-models/project.ts';
import { keepSnapshots } from '../store/snapshots/keep.ts';
import { setTimers } from '../store/timers/set.ts';
import { foreseeChannel } from './channel-line.ts';
import type { Engine } from './engine.ts';
import type { NewWork } from './job-notifier.ts';

export type Recorded = {
  /** What to notify workers of once it is committed; known once the batch has run. */
  readonly newWork: () => NewWork;
  /** About when the channel that was asked for is to be opened; null when none has to wait. */
  readonly channelAt: Instant | null;
};

/** Adds what was decided to the batch: events, read models, timers and effects. */
export async function record(
  reader: Reader,
  engine: Engine,
  batch: Batch,
  changes: readonly Change[],
): Promise<Recorded> {
  if (changes.length === 0) return { newWork: () => ({ timers: [], effects: [] }), channelAt: null };
  append(
    batch,
    changes.flatMap((change) => change.events),
  );
  for (const { before, after } of changes) {
    if (before === null) takeNumber(batch, after.workspace, after.number);
  }
  project(batch, changes);
  keepSnapshots(batch, changes);
  for (const { before, after, events, at } of changes) {
    keepPosts(batch, before, after, events);
    if (after.channel?.lost != null) await endImpossible(reader, batch, after);
    if (before !== null && before.severity !== after.severity) askAgain(batch, after.id, at);
  }
  const timers = setTimers(batch, changes, engine.newId);
  const toStage: ToStage[] = [];
  let channelAt: Instant | null = null;
  for (const { before, after, events, at } of changes) {
    const foreseen = await foreseeChannel(reader, engine, after, effectsOf(before, events));
    toStage.push({ escalation: after, staged: foreseen.staged, at });
    channelAt ??= foreseen.channelAt;
  }
  stage(batch, toStage, engine.newId);
  for (const { before, after } of changes) {
    if (before?.channel?.lost != null && after.channel?.lost === null) recallUnsure(batch, after);
  }
  const effects = toStage
    .filter((one) => one.staged.length > 0)
    .map(({ escalation }) => ({ escalation: escalation.id, seq: escalation.seq }));
  return {
    newWork: () => ({ timers: timers(), effects }),
    channelAt,
  };
}

/** What follows in Slack from what happened. */
function effectsOf(before: Escalation | null, events: readonly Event[]): Staged[] {
  const staged: Staged[] = [];
  let state = before;
  for (const event of events) {
    state = evolve(state, event);
    for (const effect of react(state, event)) staged.push({ effect, seq: event.seq });
  }
  return staged;
}
