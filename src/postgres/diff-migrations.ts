import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { migrate, migrationsFolder } from './migrate.ts';
import { createSchemaEngine } from './schema-engine.ts';

/**
 * The SQL that leads from the migrations in the folder to the schema, or undefined when they agree.
 * @param url an empty database that may be written to
 */
export async function diffMigrations(
  url: string,
  schemaFile: string,
  folder = migrationsFolder,
): Promise<string | undefined> {
  await migrate(url, folder);
  const schema = { path: schemaFile, content: await readFile(schemaFile, 'utf8') };
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const engine = await createSchemaEngine(createReadingAdapter(pool), schema);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: dirname(schemaFile) },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout?.includes(';') ? stdout : undefined;
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * Reading a schema touches catalog columns of Postgres' internal type "char" (18), which @prisma/adapter-pg 7.10
 * refuses; as text (25) they pass through it, and the engine then needs to be told that they are characters.
 */
function createReadingAdapter(pool: pg.Pool): PrismaPg {
  const characters = new WeakMap<unknown[][], Set<number>>();
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args);
    const columns = new Set<number>();
    for (const [column, field] of result.fields.entries()) {
      if (field.dataTypeID !== 18) continue;
      field.dataTypeID = 25;
      columns.add(column);
    }
    characters.set(result.rows, columns);
    return result;
  }) as typeof pool.query;

  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (request) => {
      const result = await queryRaw(request);
      const columns = characters.get(result.rows);
      const columnTypes = result.columnTypes.map((type, column) =>
        columns?.has(column) ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return factory;
}
