// npm run build: what production needs, in dist/; `node dist/main.mjs` runs it without node_modules.
import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from './setup.mjs';

/** Packages written for CommonJS look for these. */
const banner = `
import { createRequire as requireFrom } from 'node:module';
import { dirname as folderOf } from 'node:path';
import { fileURLToPath as pathOf } from 'node:url';
const require = requireFrom(import.meta.url);
const __filename = pathOf(import.meta.url);
const __dirname = folderOf(__filename);`;

/** Hashes the sources, as src/store/snapshots/version.ts does where they are at hand. */
async function snapshotVersion(esbuild) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/store/snapshots/sources.ts'],
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const { versionOfSources } = await import(
    `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
  );
  return versionOfSources(join(root, 'src'));
}

/** Makes one file of a program and all that it imports. `options` are esbuild's. Returns the files that are in it. */
export async function bundle(entry, outfile, options = {}) {
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    metafile: true,
    banner: { js: banner },
    ...options,
    define: { SNAPSHOT_VERSION: JSON.stringify(await snapshotVersion(esbuild)), ...options.define },
    external: ['pg-native', ...(options.external ?? [])],
  });
  return Object.keys(metafile.inputs);
}

/** By what the import says: esbuild's `external` would resolve the path, and match all of a clone in a folder of that name. */
const leaveOutSandbox = {
  name: 'leave out the sandbox',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/sandbox\// }, ({ path }) => ({ path, external: true }));
  },
};

/** Makes the folder that production runs from. src/config/own-files.ts says where in it things are looked for. */
export async function build(folder) {
  mkdirSync(folder, { recursive: true });
  const inputs = await bundle('src/main.ts', join(folder, 'main.mjs'), {
    define: { IS_BUILT: 'true' },
    plugins: [leaveOutSandbox],
  });
  const unwanted = inputs.filter((input) => /^src\/sandbox\/|node_modules\/(esbuild|react)\//.test(input));
  if (unwanted.length > 0) throw new Error(`Production needs no sandbox, but loads ${unwanted[0]}.`);
  const engine = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  cpSync(join(dirname(engine), 'schema_engine_bg.wasm'), join(folder, 'schema_engine_bg.wasm'));
  for (const name of ['prisma/migrations', 'muster.yml', 'manifest.yml', 'LICENSE']) {
    rmSync(join(folder, name), { recursive: true, force: true });
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  setUp();
  const folder = join(root, 'dist');
  await build(folder);
  const files = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)));
  const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  console.log(
    `Built ${relative('', folder)}, ${(bytes / 1e6).toFixed(1)} MB: start it by node dist/main.mjs`,
  );
}
