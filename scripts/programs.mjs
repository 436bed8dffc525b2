// Programs that some tests need beside Node. Installed when that can be done without asking anybody.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setupEnvironment } from './setup-environment.mjs';

export const programs = [
  { title: 'Redis', package: 'redis-server', commands: ['redis-server'] },
  { title: 'Faketime', package: 'faketime', commands: ['faketime'] },
  { title: 'Chromium', package: 'chromium', commands: ['chromium', 'chromium-browser', 'google-chrome'] },
];

/** The program's full path, or undefined when it is not installed. */
export function findProgram(title) {
  const { commands } = programs.find((program) => program.title === title) ?? { commands: [] };
  const folders = (process.env.PATH ?? '').split(delimiter);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command))).find(existsSync);
}

/** Installs what is missing, on Debian and as root; elsewhere its tests are skipped. */
export function installPrograms() {
  const missing = programs.filter(({ title }) => findProgram(title) === undefined);
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const packages = missing.map((program) => program.package);
  console.log(`Installing for the tests: ${packages.join(', ')} …`);
  // No service is to be started, and nobody is there to answer questions.
  const env = { ...setupEnvironment(), DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  apt('update');
  for (const name of packages) apt('install', '-y', '--no-install-recommends', name);
}
