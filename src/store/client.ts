import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/prisma/client.ts';

export type Database = PrismaClient;

/** What a transaction callback gets: the same models, without `$connect`, `$transaction` and their like. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** Connects at the first query. The caller ends it with `$disconnect()`. */
export function createDatabase(url: string, options: { readonly poolSize?: number } = {}): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: options.poolSize ?? 10 }),
  });
}
