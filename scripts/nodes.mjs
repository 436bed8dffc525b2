// The versions of Node that Muster is tried on, as packages: they need no installer and touch no other Node.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, root } from './setup.mjs';
import { setupEnvironment } from './setup-environment.mjs';

export const VERSIONS = ['20.19', '22', '24'];

/** The path of this Node's program; installs it when it is not there yet. */
export function nodeOf(version) {
  const folder = join(root, 'node_modules/.cache/node', version);
  const program = join(folder, 'node_modules/node/bin/node');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  // Its install script fetches the package with the program for this machine.
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }\n');
  console.log(`Node ${version}: installing …`);
  // This repository's own rule would forbid the script, and under npm run it is handed down.
  const allowed = '--ignore-scripts=false';
  const args = ['install', allowed, '--no-audit', '--no-fund', '--loglevel=error', `node@${version}`];
  spawnSync('npm', args, {
    cwd: folder,
    stdio: 'inherit',
    env: setupEnvironment(),
    shell: process.platform === 'win32',
  });
  if (!existsSync(program)) giveUp(`Node ${version} could not be installed: see what npm says above.`);
  return program;
}
