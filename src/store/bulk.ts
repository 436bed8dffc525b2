import { Prisma } from '../generated/prisma/client.ts';

/** Column by name; all rows of one call have the same columns. */
type Row = Readonly<Record<string, unknown>>;

/** However many rows, in their order and in one statement that is the same for any number of them. */
export function insertRows(table: string, rows: readonly Row[]): Prisma.Sql {
  const columns = Prisma.raw(columnsOf(rows).join(', '));
  return Prisma.sql`
    INSERT INTO ${Prisma.raw(`"${table}"`)} (${columns}) SELECT ${columns} FROM ${recordsOf(table, rows)}`;
}

/** Writes all columns of rows that are there, by their `id`. */
export function updateRows(table: string, rows: readonly Row[]): Prisma.Sql {
  const set = columnsOf(rows).map((column) => `${column} = records.${column}`);
  return Prisma.sql`
    UPDATE ${Prisma.raw(`"${table}"`)} t SET ${Prisma.raw(set.join(', '))}
    FROM ${recordsOf(table, rows)} WHERE t.id = records.id`;
}

/** For `LIMIT`: a plan made once for all calls has to know how few rows are wanted. */
export function atMost(count: number): Prisma.Sql {
  return Prisma.raw(`LIMIT ${Math.trunc(count)}`);
}

/** For `ON CONFLICT … DO UPDATE SET`: what these columns would have become. */
export function overwrite(columns: readonly string[]): Prisma.Sql {
  return Prisma.raw(columns.map((column) => `"${column}" = EXCLUDED."${column}"`).join(', '));
}

function columnsOf([first]: readonly Row[]): string[] {
  return Object.keys(first ?? {}).map((column) => `"${column}"`);
}

function recordsOf(table: string, rows: readonly Row[]): Prisma.Sql {
  const type = Prisma.raw(`NULL::"${table}"`);
  return Prisma.sql`jsonb_populate_recordset(${type}, ${JSON.stringify(rows)}::jsonb) AS records`;
}
