import type { Figure, Ground } from './figure.ts';
import { isMissed, type Judged, judge } from './judge.ts';
import { table } from './table.ts';

export type Result = Pick<Figure, 'number' | 'title'> & {
  readonly rows: readonly Judged[];
  readonly seconds: number;
  /** Why it could not be measured, which keeps no promise; null when it could. */
  readonly error: string | null;
};

/** Runs one figure after the other, telling each as soon as it is done. One that fails does not stop the others. */
export async function runFigures(figures: readonly Figure[], ground: Ground): Promise<Result[]> {
  const results: Result[] = [];
  for (const figure of figures) {
    ground.say(`\n${headline(figure)} …`);
    const result = await runFigure(figure, ground);
    results.push(result);
    ground.say(describe(result));
  }
  return results;
}

async function runFigure({ number, title, run }: Figure, ground: Ground): Promise<Result> {
  const began = performance.now();
  const ended = (rows: readonly Judged[], error: string | null): Result => {
    return { number, title, rows, seconds: Math.round((performance.now() - began) / 1_000), error };
  };
  try {
    return ended((await run(ground)).map(judge), null);
  } catch (error) {
    return ended([], (error as Error).stack ?? String(error));
  }
}

/** A figure's headline and table. */
export function describe(result: Result): string {
  const { rows, seconds, error } = result;
  return `${headline(result)} (${seconds} s)\n${error === null ? table(rows) : `  could not be measured: ${error}`}`;
}

/** A line for each promise that was not kept; none means that all is well. */
export function missed(results: readonly Result[]): string[] {
  return results.flatMap(({ number, rows, error }) => [
    ...(error === null ? [] : [`figure ${number}: could not be measured`]),
    ...rows.filter(isMissed).map((row) => `figure ${number}: ${row.name}`),
  ]);
}

function headline({ number, title }: Pick<Figure, 'number' | 'title'>): string {
  return `${number} · ${title}`;
}
