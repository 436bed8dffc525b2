import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../src/postgres/embedded.ts';
import { migrate } from '../../src/postgres/migrate.ts';
import { copyDatabase } from '../support/copy-database.ts';
import { redisAvailable } from '../support/redis.ts';
import { judge } from './judge.ts';
import { type ChaosOptions, HELP, readOptions } from './options.ts';
import { figuresOf, repeatedBy, table } from './report.ts';
import { openArena } from './run.ts';

/** Returns the process's exit code: 1 when anything is broken, 2 when the options make no sense. */
export async function chaos(args: readonly string[]): Promise<number> {
  const wanted = readOptions(args, redisAvailable);
  if (wanted.kind === 'help') return say(HELP, 0);
  if (wanted.kind === 'wrong') return say(wanted.sentence, 2);
  const { options, json } = wanted;
  const { seed, minutes, escalations, processes, queue } = options;
  console.log(
    `Chaos for ${minutes} min: ${escalations} escalations, ${processes} processes, ${queue}. Seed ${seed}.`,
  );
  const figures = await runOnGroundOfItsOwn(options);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
  const end = figures.broken.length === 0 ? 'Nothing is broken.' : 'Something is broken: see above.';
  return say(
    `\n${table(figures)}\n\n${end} Seed ${seed}; again with\n  ${repeatedBy(figures)}`,
    figures.broken.length === 0 ? 0 : 1,
  );
}

/** With a Postgres of its own, which is gone afterwards. */
async function runOnGroundOfItsOwn(options: ChaosOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'muster-chaos-'));
  const postgres = await startPostgres(folder, { durable: false, maxConnections: 400 });
  // Ctrl-C ends the children through `exit`; the server is a session of its own.
  const kill = () => postgres.kill();
  process.once('exit', kill);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  await migrate(postgres.url);
  const database = await copyDatabase(postgres.url, 'muster');
  const arena = await openArena(options, database, true);
  try {
    const unrest = await arena.play();
    return await figuresOf(arena, await judge(arena, unrest));
  } finally {
    await arena.stop();
    await database.stop();
    process.off('exit', kill);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}
