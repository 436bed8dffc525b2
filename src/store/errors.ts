import { Prisma } from '../generated/prisma/client.ts';

/** Somebody else was first. Nothing was written: load again and decide again. */
export class LostRace extends Error {
  constructor(cause: unknown) {
    super('somebody else was first; run the transaction again', { cause });
    this.name = 'LostRace';
  }
}

export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002' || sqlStateOf(error) === '23505';
}

/** Whether running the whole transaction again may succeed: a lost race, a lock, a deadlock or a serialization failure. */
export function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof LostRace || isUniqueViolation(error) || codeOf(error) === 'P2034') return true;
  return ['40001', '40P01', '55P03'].includes(sqlStateOf(error) ?? '');
}

/** A table or a column is not there: the database was never migrated, or by another version. */
export function isWithoutTables(error: unknown): boolean {
  return (
    ['P2021', 'P2022'].includes(codeOf(error) ?? '') || ['42P01', '42703'].includes(sqlStateOf(error) ?? '')
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Prisma.PrismaClientKnownRequestError ? error.code : undefined;
}

// Raw queries come back as P2010 with the driver's own error inside.
function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const inner = error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined;
  return inner?.cause?.originalCode ?? (error.meta?.code as string | undefined);
}
