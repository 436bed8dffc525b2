import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWorthAnotherTry } from '../../src/store/errors.ts';
import type { TestDatabase } from '../support/database.ts';
import { draws, numberFrom } from '../support/drawn.ts';
import { discrepancies } from '../support/invariants/inspect.ts';
import type { Cut, CutPoint } from '../support/matrix/cuts.ts';
import { cutsOf, shuffledPlays } from '../support/matrix/plan.ts';
import { type KillStage, startKillStage } from '../support/matrix/stage.ts';
import { seedFrom } from '../support/random.ts';
import { redisAvailable } from '../support/redis.ts';
import { play, type Script } from '../support/script.ts';
import { scripts } from './scripts.ts';

/**
 * FULL_MATRIX=1 kills at every moment of every story, one kill a play or KILLS=n. Otherwise SEED=n chooses them, SECONDS
 * says for how long each story is played, and RUNS=n how often instead.
 * ONLY='after call chat.postMessage' leaves just those whose description begins so.
 */
const isFull = process.env.FULL_MATRIX === '1';
const seed = seedFrom(process.env.SEED);
const runs = isFull ? Number.POSITIVE_INFINITY : numberFrom('RUNS');
const seconds = numberFrom('SECONDS') ?? 2;
const only = process.env.ONLY ?? '';
const killsAPlay = numberFrom('KILLS') ?? (isFull ? 1 : 4);
const timeout = isFull ? 3 * 3_600_000 : 240_000 + seconds * 2_000 + (runs ?? 0) * 60_000;

const summary: string[] = [];

afterAll(() =>
  console.log([`Kill matrix, ${isFull ? 'all of it' : `SEED=${seed}`}:`, ...summary].join('\n  ')),
);

/** What went wrong with this story when Muster is killed at these moments; nothing when all ended well. */
async function trouble(stage: KillStage, script: Script, kills: readonly Cut[]): Promise<string[]> {
  const { sandbox, database, cuts } = stage;
  // Killed at the very end of the play before, Muster may still be on its way up.
  cuts.arm([]);
  await stage.quiet();
  const before = { kills: cuts.made, calls: sandbox.calls.length };
  await forgetAll(database);
  cuts.arm(kills);
  try {
    await play(stage, script, () => cuts.made > before.kills);
    return await discrepancies(stage, before.calls);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Muster looks at the same tables meanwhile, and may have locked them the other way round. */
async function forgetAll({ db }: Pick<TestDatabase, 'db'>): Promise<void> {
  try {
    await db.$executeRaw`TRUNCATE "Escalation", "Event", "Timer", "Effect", "Post", "Inbox", "Budget" CASCADE`;
  } catch (error) {
    if (!isWorthAnotherTry(error)) throw error;
    await forgetAll({ db });
  }
}

function describeCut({ when, kind, name, nth }: Cut): string {
  return `${when} ${kind} ${name}, number ${nth} of its kind`;
}

async function pointsOf(stage: KillStage, script: Script): Promise<readonly CutPoint[]> {
  expect(await trouble(stage, script, [])).toEqual([]);
  return stage.cuts.points;
}

describe.each(['Postgres', 'Redis'] as const)('with its queue in %s', (queue) => {
  describe.skipIf(queue === 'Redis' && !redisAvailable)(
    'killed before and after every call, commit and queue job, Muster goes on where it was',
    () => {
      let stage: KillStage;
      beforeAll(async () => {
        stage = await startKillStage(queue);
      });
      afterAll(() => stage.stop());

      test.each(scripts)('$title', { timeout }, async (script) => {
        const every = cutsOf(await pointsOf(stage, script));
        const all = every.filter((cut) => describeCut(cut).startsWith(only));
        const failures: string[] = [];
        const killsBefore = stage.cuts.made;
        const turns = draws({ runs, seconds });
        for (const cuts of shuffledPlays(all, killsAPlay, seed)) {
          if (!turns.more()) break;
          const found = await trouble(stage, script, cuts);
          const where = cuts.map(describeCut).join(', ');
          const told = found.map((one) => `killed ${where}: ${one}`);
          failures.push(...told);
          if (isFull) console.log([`${queue}, ${script.title}: play ${turns.taken}`, ...told].join('\n  '));
        }
        const struck = stage.cuts.made - killsBefore;
        summary.push(
          `${queue}, ${script.title}: ${struck} kills at ${all.length} cut points in ${turns.taken} plays`,
        );
        expect(failures, `SEED=${seed} RUNS=${turns.taken}\n${stage.said().slice(-4_000)}`).toEqual([]);
        expect(struck, 'cuts that were never reached').toBeGreaterThan(0);
      });
    },
  );
});
