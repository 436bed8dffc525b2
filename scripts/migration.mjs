// npm run migration -- --name add_teams: writes prisma/migrations/<time>_add_teams from what changed in the schema.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { giveUp, registerTypeScript, root, setUp } from './setup.mjs';

const { name } = parseArgs({ options: { name: { type: 'string' } } }).values;
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  giveUp(
    'Give the migration a name of lower-case letters, digits and _: npm run migration -- --name add_teams',
  );
}
setUp();
await registerTypeScript();
const { startPostgres } = await import('../src/postgres/embedded.ts');
const { migrationsFolder } = await import('../src/postgres/migrate.ts');
const { diffMigrations } = await import('../src/postgres/diff-migrations.ts');

const scratch = mkdtempSync(join(tmpdir(), 'muster-migration-'));
const postgres = await startPostgres(scratch, { durable: false });
try {
  const sql = await diffMigrations(postgres.url, join(root, 'prisma/schema.prisma'));
  if (sql === undefined) {
    console.log('The migrations already say what prisma/schema.prisma says: nothing to write.');
  } else {
    const folder = join(
      migrationsFolder,
      `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`,
    );
    if (!existsSync(folder)) mkdirSync(folder);
    writeFileSync(join(folder, 'migration.sql'), sql);
    console.log(`Wrote ${join(folder, 'migration.sql')}: read it before you commit it.`);
  }
} finally {
  await postgres.stop();
  rmSync(scratch, { recursive: true, force: true });
}
