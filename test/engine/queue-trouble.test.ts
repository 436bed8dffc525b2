import { afterAll, describe, expect, test, vi } from 'vitest';
import { SECOND } from '../../src/domain/kernel/time.ts';
import { REP, to } from '../support/engine.ts';
import { expectations, type Facts, latenesses, taleOf } from '../support/queue/expectations.ts';
import { type Backend, LATER, type QueueScene, setQueueScene } from '../support/queue/scene.ts';
import { postgresTroubles, redisTroubles, serverTroubles, type Trouble } from '../support/queue/troubles.ts';
import { redisAvailable } from '../support/redis.ts';

/** Long enough for a timer to be due in the middle of the trouble, short enough for it to pass soon. */
const PROMISE_MS = 1_600;
/** A silent connection is given up after this long at the latest; any other trouble is noticed at once. */
const BELLS_BACK_MS = 20 * SECOND;

const WORD = { fix: 'Rolled back', cause: 'A release', finalWord: 'It works', over: 'email' } as const;

const table: string[] = [];
afterAll(() => console.log(['Trouble with the queue:', ...table].join('\n  ')));

/** Lives through a trouble, and answers what is known afterwards and how soon jobs ran again. */
async function liveThrough(
  scene: QueueScene,
  trouble: Trouble,
): Promise<{ facts: Facts; jobsBackMs: number }> {
  const { open, ask, database } = scene;
  const before = [await open(PROMISE_MS)];
  const moved = await open(2 * PROMISE_MS);
  const resolved = await open(2 * PROMISE_MS);
  const oldJobsDueAt = Date.now() + 3 * PROMISE_MS;
  await until(() => before.every(scene.heard));

  await trouble.begin(scene);
  const dispatched = scene.waits.length;
  const during = [await open(PROMISE_MS)];
  await ask({ type: 'MoveCheckpoint', to: Date.now() + LATER, reason: 'They wait', ...to(moved, REP) });
  await ask({ type: 'Resolve', ...WORD, ...to(resolved, REP) });
  const waits = scene.waits.slice(dispatched);
  if (trouble.isSeen) await until(() => isTold(scene));
  await isMissed(scene, before);

  await trouble.end(scene);
  const ended = performance.now();
  const after = [await open(PROMISE_MS)];
  await jobsRun(scene);
  const jobsBackMs = performance.now() - ended;
  await isMissed(scene, [...during, ...after]);
  await until(async () => (await database.db.effect.count({ where: { state: { not: 'done' } } })) === 0);
  await until(() => Date.now() > oldJobsDueAt);
  await until(async () => !(await isTold(scene)));
  const tales = (ids: readonly string[]) => Promise.all(ids.map((id) => taleOf(scene, id)));
  const facts = {
    scene,
    waits,
    asked: await tales([...before, ...during, ...after]),
    silent: await tales([moved, resolved]),
  };
  return { facts, jobsBackMs };
}

async function jobsRun(scene: QueueScene): Promise<void> {
  const tried = [scene.tryJob()];
  const tryAgain = setInterval(() => tried.push(scene.tryJob()), 250);
  await until(() => tried.some(scene.heard), BELLS_BACK_MS).finally(() => clearInterval(tryAgain));
}

async function isTold({ engine }: QueueScene): Promise<boolean> {
  const { problems } = await engine.readiness(undefined);
  return problems.some((one) => one.startsWith('The queue takes no jobs: '));
}

async function isMissed({ database }: QueueScene, ids: readonly string[]): Promise<void> {
  const where = { escalationId: { in: [...ids] }, type: 'CheckpointMissed' };
  await until(async () => (await database.db.event.count({ where })) === ids.length);
}

/** Vitest's `expect.poll` knows no concurrent tests. */
function until(look: () => boolean | Promise<boolean>, timeout = 20 * SECOND): Promise<unknown> {
  return vi.waitUntil(look, { timeout, interval: 50 });
}

/** So many troubles at once, each of which mostly waits: more would be a test of the machine. */
const enter = createTurnstile(6);

function createTurnstile(atOnce: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  };
  return async () => {
    if (inside >= atOnce) await new Promise<void>((go) => waiting.push(go));
    else inside += 1;
    return leave;
  };
}

/** An unhandled rejection or an uncaught exception fails the run, whichever trouble it came of. */
function tellOf(backend: Backend, troubles: Record<string, Trouble>): void {
  test.concurrent.each(Object.entries(troubles))('%s', { timeout: 90 * SECOND }, async (name, trouble) => {
    const leave = await enter();
    const scene = await setQueueScene(backend);
    try {
      const { facts, jobsBackMs } = await liveThrough(scene, trouble);
      const wrong: Record<string, string[]> = {};
      for (const [what, look] of Object.entries(expectations)) {
        const found = await look(facts);
        if (found.length > 0) wrong[what] = found;
      }
      const [latest, slowest] = [Math.max(...latenesses(facts)), Math.max(...facts.waits)];
      table.push(
        `${backend}, ${name}: jobs again after ${Math.round(jobsBackMs)} ms, latest timer ${latest} ms, slowest dispatch ${Math.round(slowest)} ms`,
      );
      expect(wrong).toEqual({});
    } finally {
      await scene.stop();
      leave();
    }
  });
}

describe.skipIf(!redisAvailable)(
  'whatever happens to Redis, nothing is lost, doubled, early or in vain:',
  () => {
    tellOf('Redis', redisTroubles);
  },
);

describe('nor when the queue is in Postgres:', () => {
  tellOf('Postgres', postgresTroubles);
  tellOf('Postgres of its own', serverTroubles);
});
