import type { PersonId } from '../domain/kernel/escalation.ts';
import { isWorse, type Readers } from '../domain/kernel/readers.ts';
import { HOUR, type Instant, MINUTE } from '../domain/kernel/time.ts';
import { createBatch } from '../store/batch.ts';
import { timeNow } from '../store/clock.ts';
import {
  type KnownReaders,
  linesToShow,
  lockReaders,
  readersNow,
  saveReaders,
} from '../store/lines-channel-readers.ts';
import { stage } from '../store/outbox/stage.ts';
import { nothingToTell, tellNext, toTell } from '../store/to-tell.ts';
import type { Engine } from './engine.ts';
import type { Exposure } from './gateway.ts';
import { readersOfDirectTo } from './readers.ts';
import { transact } from './transact.ts';

/** Who was found to read the escalations channel, by a look that began when this version of doubt was the last. */
export type FoundReaders = {
  readonly channel: string;
  readonly readers: Readers;
  readonly outsiders: readonly PersonId[];
  readonly version: number;
};

const TO_TELL = 'lines-channel-exposed';
/** Managers hear of the same no sooner than after this, however often it comes and goes. */
const TELL_AGAIN_MS = HOUR;
/** Doubt is dated by another clock than what was shown. */
const CLOCKS_APART_MS = MINUTE;

/**
 * Takes over what a look found: lines are shown as they now may be, and managers hear of it when others read them. Returns
 * false when something may have changed since the look began, so that it settles nothing.
 */
export async function settleReaders(
  engine: Engine,
  workspace: string,
  found: FoundReaders,
): Promise<boolean> {
  let isSettled = false;
  await transact(engine, async (tx) => {
    const known = await lockReaders(tx, workspace);
    isSettled = known?.channel === found.channel && known.version === found.version;
    if (!isSettled || known === null) return null;
    const at = await timeNow(tx, engine.clock);
    const told = await tellOf(tx, workspace, known, found, at);
    const { channel, readers, outsiders, version } = found;
    await saveReaders(tx, workspace, { channel, readers, outsiders, version, told, doubtedAt: null });
    const toShow = await linesToChange(tx, workspace, known, readers);
    const batch = createBatch();
    const staged = toShow.map(({ id, seq }) => ({
      escalation: { id, seq, workspace },
      staged: [{ effect: { type: 'ShowLine' } as const, seq }],
      at,
    }));
    stage(batch, staged, engine.newId);
    await batch.run(tx);
    const effects = toShow.map(({ id, seq }) => ({ escalation: id, seq }));
    return { newWork: { timers: [], effects }, commands: [] };
  });
  return isSettled;
}

type Tx = Parameters<typeof lockReaders>[0];

async function linesToChange(tx: Tx, workspace: string, known: KnownReaders, readers: Readers) {
  if (known.readers !== readers) return linesToShow(tx, workspace, null);
  // Meanwhile the least was shown, of what was shown at all.
  const isBack = known.doubtedAt !== null && readersNow(known, known.channel) !== readers;
  return isBack ? linesToShow(tx, workspace, (known.doubtedAt ?? 0) - CLOCKS_APART_MS) : [];
}

/** Has managers told what is worse than before; returns what they were told last. */
async function tellOf(
  tx: Tx,
  workspace: string,
  { readers: before, told }: KnownReaders,
  { channel, readers, outsiders }: FoundReaders,
  at: Instant,
): Promise<KnownReaders['told']> {
  if (readers === 'our people') {
    await nothingToTell(tx, workspace, TO_TELL);
    return told;
  }
  const isKnown = told?.readers === readers && at - told.at < TELL_AGAIN_MS;
  if (!isWorse(readers, before ?? 'our people') || isKnown) return told;
  await toTell<Exposure>(tx, workspace, TO_TELL, { channel, readers, outsiders });
  return { readers, at };
}

/** Tells each manager who is to hear that others read the escalations channel. */
export async function tellExposure(engine: Pick<Engine, 'db' | 'gateway'>): Promise<void> {
  const { gateway } = engine;
  const tell = async (workspace: string, manager: PersonId, exposure: Exposure) => {
    const readers = await readersOfDirectTo(engine, workspace, manager, false);
    if (readers === 'unknown') return false;
    if (readers !== 'our people') return true;
    return (await gateway.tellExposed(workspace, manager, exposure)).kind !== 'later';
  };
  while (await tellNext<Exposure>(engine.db, TO_TELL, tell));
}
