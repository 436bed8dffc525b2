import { Prisma } from '../generated/prisma/client.ts';
import type { Transaction } from './client.ts';

/** Column by name; all rows of one call have the same columns. */
type Row = Readonly<Record<string, unknown>>;

/** However many rows, in their order and in one statement that is the same for any number of them. */
export async function insertRows(tx: Transaction, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Prisma.raw(columnsOf(rows).join(', '));
  await tx.$executeRaw`
    INSERT INTO ${Prisma.raw(`"${table}"`)} (${columns}) SELECT ${columns} FROM ${recordsOf(table, rows)}`;
}

/** Writes all columns of rows that are there, by their `id`. */
export async function updateRows(tx: Transaction, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const set = columnsOf(rows).map((column) => `${column} = records.${column}`);
  await tx.$executeRaw`
    UPDATE ${Prisma.raw(`"${table}"`)} t SET ${Prisma.raw(set.join(', '))}
    FROM ${recordsOf(table, rows)} WHERE t.id = records.id`;
}

function columnsOf([first]: readonly Row[]): string[] {
  return Object.keys(first ?? {}).map((column) => `"${column}"`);
}

function recordsOf(table: string, rows: readonly Row[]): Prisma.Sql {
  const type = Prisma.raw(`NULL::"${table}"`);
  return Prisma.sql`jsonb_populate_recordset(${type}, ${JSON.stringify(rows)}::jsonb) AS records`;
}
