import { isDeepStrictEqual } from 'node:util';
import { timersOf } from '../../../src/domain/timers.ts';
import { rebuild } from '../../../src/store/read-models/rebuild.ts';
import { readModels } from '../read-models.ts';
import type { Stage } from '../script.ts';
import type { Tale } from './tale.ts';

/** What the database says beside the events. */

type Row = { readonly [column: string]: unknown };

export async function workLeft({ database }: Stage, { id }: Tale): Promise<string[]> {
  const rows = await database.db.effect.findMany({ where: { escalationId: id, state: { not: 'done' } } });
  return rows.map((row) => `${row.key} is ${row.state}`);
}

export async function neverStaged({ database }: Stage, { id, keys }: Tale): Promise<string[]> {
  const rows = await database.db.effect.findMany({ where: { escalationId: id }, select: { key: true } });
  const staged = new Set(rows.map((row) => row.key));
  return [...keys].filter((key) => !staged.has(key)).map((key) => `${key} was never staged`);
}

export async function timersWrong({ database, now }: Stage, { escalation }: Tale): Promise<string[]> {
  const armed = await database.db.timer.findMany({ where: { escalationId: escalation.id, state: 'armed' } });
  const shown = (timers: readonly { kind: string; dueAt: Date | number }[]) =>
    timers
      .map((one) => `${one.kind} at ${new Date(one.dueAt).toISOString()}`)
      .sort()
      .join(', ');
  const [are, should] = [shown(armed), shown(timersOf(escalation))];
  const overdue = armed.filter((one) => one.dueAt.getTime() <= now());
  return [
    ...(are === should ? [] : [`armed are [${are}], should be [${should}]`]),
    ...overdue.map((one) => `${one.kind} was due at ${one.dueAt.toISOString()} and nobody fired it`),
  ];
}

/** Makes the read models anew, and compares. */
export async function readModelsWrong({ database: { db } }: Stage, { id }: Tale): Promise<string[]> {
  const before = await readModels(db, id);
  await rebuild(db, id);
  const after = await readModels(db, id);
  const names = Object.keys(after) as (keyof typeof after)[];
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => `${name} are not what the events tell: ${difference(before[name], after[name])}`);
}

/** The first row that is not as it should be, by the columns that are not. */
function difference(are: readonly Row[], should: readonly Row[]): string {
  const rows = Array.from({ length: Math.max(are.length, should.length) }, (_, n) => [are[n], should[n]]);
  const [is = {}, would = {}] = rows.find(([one, other]) => !isDeepStrictEqual(one, other)) ?? [];
  const columns = Object.keys({ ...is, ...would }).filter((key) => !isDeepStrictEqual(is[key], would[key]));
  return columns.map((key) => `${key} is ${show(is[key])}, should be ${show(would[key])}`).join('; ');
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'missing';
}
