import type { Escalation } from '../domain/escalation.ts';
import type { Event } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import { react } from '../domain/react.ts';
import type { Change } from '../store/change.ts';
import type { Transaction } from '../store/client.ts';
import { append } from '../store/events.ts';
import { takeNumber } from '../store/locks.ts';
import { endImpossible, type Staged, stage } from '../store/outbox.ts';
import { keepPosts } from '../store/posts.ts';
import { project } from '../store/read-models.ts';
import { setTimers } from '../store/timers.ts';
import type { Rings } from './bells.ts';
import type { Engine } from './engine.ts';

/** Writes what was decided: events, read models, timers and effects. Answers what to ring about once it is committed. */
export async function record(
  tx: Transaction,
  { newId }: Pick<Engine, 'newId'>,
  changes: readonly Change[],
): Promise<Rings> {
  if (changes.length === 0) return { timers: [], effects: [] };
  await append(
    tx,
    changes.flatMap((change) => change.events),
  );
  for (const { before, after } of changes) {
    if (before === null) await takeNumber(tx, after.workspace, after.number);
  }
  await project(tx, changes);
  for (const { before, after, events } of changes) {
    await keepPosts(tx, before, after, events);
    if (after.channel?.lost != null) await endImpossible(tx, after);
  }
  const timers = await setTimers(tx, changes, newId);
  const toStage = changes.map(({ before, after, events, at }) => ({
    escalation: after,
    staged: effectsOf(before, events),
    at,
  }));
  await stage(tx, toStage, newId);
  const effects = toStage
    .filter((one) => one.staged.length > 0)
    .map(({ escalation }) => ({ escalation: escalation.id, seq: escalation.seq }));
  return { timers, effects };
}

function effectsOf(before: Escalation | null, events: readonly Event[]): Staged[] {
  const staged: Staged[] = [];
  let state = before;
  for (const event of events) {
    state = evolve(state, event);
    for (const effect of react(state, event)) staged.push({ effect, seq: event.seq });
  }
  return staged;
}
