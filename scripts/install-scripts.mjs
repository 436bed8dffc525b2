// The few packages whose own code may run when they are installed. .npmrc switches it off for all, whatever npm's version.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = `${root}node_modules/.install-scripts`;

/** Their names, of those that are installed here: package.json names them, and says no to all others that have such code. */
export function packagesWithScripts(installed) {
  const { allowScripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return Object.keys(allowScripts).filter(
    (name) => allowScripts[name] && installed?.[`node_modules/${name}`],
  );
}

/** Whether it has run for these packages in these versions. */
export function scriptsHaveRun(installed) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOf(installed);
}

export function noteScriptsRun(installed) {
  writeFileSync(stampFile, stampOf(installed));
}

function stampOf(installed) {
  const names = packagesWithScripts(installed).map(
    (name) => `${name}@${installed[`node_modules/${name}`].version}`,
  );
  return createHash('sha256').update(names.sort().join()).digest('hex');
}
