import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Defined by scripts/build.mjs, which makes one file of all modules and lays what they need beside it. */
declare const IS_BUILT: true;

const isBuilt = typeof IS_BUILT !== 'undefined';
const root = new URL(isBuilt ? './' : '../../', import.meta.url);
const require = createRequire(import.meta.url);

/** The path of something that Muster brings along, in a clone as in the folder that was built from it. */
export function ownFile(name: 'manifest.yml' | 'prisma/migrations'): string {
  return fileURLToPath(new URL(name, root));
}

/** The muster.yml that was there when Muster was built; undefined in a clone. */
export function builtInConfigFile(): string | undefined {
  return isBuilt ? fileURLToPath(new URL('muster.yml', root)) : undefined;
}

export function schemaEngineWasm(): string {
  if (isBuilt) return fileURLToPath(new URL('schema_engine_bg.wasm', root));
  return resolvePackage('@prisma/schema-engine-wasm').replace(/\.js$/, '_bg.wasm');
}

/** The path of the file that `import` of this package would load. @throws when it is not installed */
export function resolvePackage(name: string): string {
  return require.resolve(name);
}
