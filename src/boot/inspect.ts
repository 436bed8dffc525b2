import { parseArgs } from 'node:util';
import { ConfigError, type Environment, parseDatabase, readEnvironment } from '../config/environment.ts';
import { createDatabase } from '../store/client.ts';
import { isWithoutTables } from '../store/errors.ts';
import { type Inspection, inspect } from '../store/inspect/inspect.ts';
import { withExistingDatabase } from './existing-database.ts';
import { reportOf } from './inspect-report.ts';

type Print = { readonly log: (text: string) => void; readonly error: (text: string) => void };

const usage = `inspect ESC-7 [--workspace T0123]

Prints all that is stored of an escalation: its timeline, timers, effects and posts. It only reads, from the database
that Muster uses in this folder (DATABASE_URL, or else the embedded one, which need not be running).

For operators only: it prints what people wrote in private swarms, too.

  ESC-7               the escalation, by its number or by the id that log lines tell
  --workspace T0123   whose ESC-7, where several workspaces have one
  --help              prints this`;

/** Runs the command in the folder; returns the process's exit code. */
export async function runInspect(
  args: readonly string[],
  folder: string,
  { env = readEnvironment(folder), print = console }: { env?: Environment; print?: Print } = {},
): Promise<number> {
  try {
    const { help, reference, workspace } = readArguments(args);
    if (help) {
      print.log(usage);
      return 0;
    }
    const database = parseDatabase(env, folder);
    const wanted = parseReference(reference);
    const found = await withExistingDatabase(database, (url) => read(url, wanted, workspace));
    print.log(reportOf(theOnly(found, reference, workspace)));
    return 0;
  } catch (error) {
    print.error((error as Error).message);
    return 1;
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [reference = '', ...more] = positionals;
  if (more.length > 0) throw new ConfigError(`Name one escalation, such as ESC-7.\n\n${usage}`);
  return { reference, help: values.help === true, workspace: values.workspace };
}

function parse(args: readonly string[]) {
  try {
    const options = { workspace: { type: 'string' }, help: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}\n\n${usage}`);
  }
}

/** Numbers fit a column of the database; ids are UUIDs. */
function parseReference(text: string): Parameters<typeof inspect>[1] {
  const number = /^(?:ESC-)?(\d{1,9})$/i.exec(text)?.[1];
  if (number !== undefined) return { number: Number(number) };
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { id: text.toLowerCase() };
  throw new ConfigError(
    text === ''
      ? `Which escalation? Name it, such as ESC-7.\n\n${usage}`
      : `"${text}" is no escalation's name: write it like ESC-7, or give its id from a log line.`,
  );
}

async function read(url: string, ...what: [Parameters<typeof inspect>[1], string | undefined]) {
  const db = createDatabase(url, { poolSize: 1 });
  try {
    return await inspect(db, ...what);
  } catch (error) {
    if (!isWithoutTables(error)) throw error;
    throw new ConfigError(
      'The database has not the tables that this version of Muster knows: start Muster on it first.',
    );
  } finally {
    await db.$disconnect();
  }
}

function theOnly(found: readonly Inspection[], reference: string, workspace: string | undefined): Inspection {
  const [one, ...others] = found;
  if (one === undefined) {
    const where = workspace === undefined ? '' : ` in the workspace ${workspace}`;
    throw new ConfigError(`There is no escalation ${reference}${where} in this database.`);
  }
  if (others.length === 0) return one;
  const workspaces = found.map(({ escalation }) => escalation.workspace).join(', ');
  throw new ConfigError(
    `Several workspaces have an ${reference} (${workspaces}): name one with --workspace.`,
  );
}
