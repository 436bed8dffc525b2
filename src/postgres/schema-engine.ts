import { readFile } from 'node:fs/promises';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { schemaEngineWasm } from '../config/own-files.ts';

/**
 * Prisma's own schema engine as WebAssembly. The CLI would download a native one first, which a fresh clone behind
 * a firewall cannot; this one comes with the packages.
 */
export type SchemaEngine = bindings.SchemaEngine;
export type MigrationList = bindings.MigrationList;

export type AdapterFactory = Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0];

let instantiated: Promise<void> | undefined;

export async function createSchemaEngine(
  factory: AdapterFactory,
  schema?: { readonly path: string; readonly content: string },
): Promise<SchemaEngine> {
  instantiated ??= instantiate();
  await instantiated;
  return bindings.SchemaEngine.new(
    { datamodels: schema && [[schema.path, schema.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

// What the package's own entry does, but for the `import … from "*.wasm"` that Node 20 does not know.
async function instantiate(): Promise<void> {
  const imports = { './schema_engine_bg.js': withTimersThatLetGo() };
  const { instance } = await WebAssembly.instantiate(await readFile(schemaEngineWasm()), imports);
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

// The engine sets itself a limit of 10 s for taking its lock and forgets to clear it: no process should wait for that.
function withTimersThatLetGo(): WebAssembly.ModuleImports {
  const imports = { ...bindings } as unknown as Record<string, (...args: never[]) => unknown>;
  for (const [name, original] of Object.entries(imports)) {
    if (!name.startsWith('__wbg_setTimeout_')) continue;
    imports[name] = (...args) => (original(...args) as NodeJS.Timeout).unref();
  }
  return imports as WebAssembly.ModuleImports;
}
