import { writeFileSync } from 'node:fs';
import { FIGURES } from './figures.ts';
import { prepareGround } from './ground.ts';
import { describeMachine, machineLine } from './machine.ts';
import { HELP, OptionError, type Options, parseOptions } from './options.ts';
import { describe, missed, type Result, runFigures } from './report.ts';

/** Runs the figures that are asked for. Returns the process's exit code: 1 when a promise was not kept. */
export async function runBench(args: readonly string[]): Promise<number> {
  const numbers = FIGURES.map((figure) => figure.number);
  try {
    const options = parseOptions(args, numbers);
    if (!options.wantsHelp) return await measure(options);
    console.log(`${HELP}\n\n${FIGURES.map(({ number, title }) => `  ${number}  ${title}`).join('\n')}`);
    return 0;
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function measure({ only, repeats, isQuick, jsonFile }: Options): Promise<number> {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const machine = describeMachine();
  console.log(`${machineLine(machine)}\n${repeats} repeats each${isQuick ? ', smaller sizes' : ''}`);
  const { ground, stop } = await prepareGround({ repeats, isQuick, say: console.log });
  const figures = FIGURES.filter((figure) => only.includes(figure.number));
  const results: Result[] = await runFigures(figures, ground).finally(stop);
  const broken = missed(results);
  writeFileSync(
    jsonFile,
    `${JSON.stringify({ machine, repeats, isQuick, results, missed: broken }, null, 2)}\n`,
  );
  console.log(`\n${machineLine(machine)}\n\n${results.map(describe).join('\n\n')}\n`);
  for (const line of broken) console.error(`Not kept: ${line}`);
  console.log(
    broken.length === 0 ? `All promises kept; ${jsonFile} has the figures.` : `${jsonFile} has the figures.`,
  );
  return broken.length === 0 ? 0 : 1;
}
