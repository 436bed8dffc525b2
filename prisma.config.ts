import { defineConfig } from 'prisma/config';

/** For Prisma's own command line; Muster itself migrates by src/postgres/migrate.ts and needs none of this. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
