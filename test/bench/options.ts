import { parseArgs } from 'node:util';

export type Options = {
  /** Of the figures to run. */
  readonly only: readonly number[];
  readonly repeats: number;
  readonly isQuick: boolean;
  readonly jsonFile: string;
  readonly wantsHelp: boolean;
};

/** What the person at the keyboard can put right, in a sentence. */
export class OptionError extends Error {
  override name = 'OptionError';
}

export const HELP = `npm run bench measures what Muster promises, each figure beside a baseline in the same run.

  npm run bench -- --only 1,4    only these figures
  npm run bench -- --repeats 5   this often each (3 if not given, 1 with --quick)
  npm run bench -- --quick       smaller sizes, to try it out: its figures say little
  npm run bench -- --json file   where the JSON goes (bench.json if not given)

It ends with 1 when a promise was not kept.`;

/** @throws OptionError when an option is unknown or makes no sense */
export function parseOptions(args: readonly string[], numbers: readonly number[]): Options {
  const values = parse(args);
  const only = values.only === undefined ? numbers : values.only.split(',').map(Number);
  const unknown = only.find((number) => !numbers.includes(number));
  if (unknown !== undefined)
    throw new OptionError(`--only takes the figures ${numbers.join(', ')}, not "${values.only}".`);
  const repeats = Number(values.repeats ?? (values.quick ? 1 : 3));
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new OptionError(`--repeats takes a whole number from 1 on, not "${values.repeats}".`);
  return { only, repeats, isQuick: values.quick, jsonFile: values.json, wantsHelp: values.help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        repeats: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'string', default: 'bench.json' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new OptionError((error as Error).message);
  }
}
