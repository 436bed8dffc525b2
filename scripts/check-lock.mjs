// Part of npm run check: what is installed is what was reviewed, and no package runs code of its own unasked.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** A sentence for each thing that is wrong with the lock; `allowScripts` is package.json's. */
export function problemsInLock(lock, allowScripts) {
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    // The project itself, and its own packages.
    if (!path.includes('node_modules/') || entry.link) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const problems = [];
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '')) {
      problems.push(
        `${path} has no integrity hash: npm view ${name}@${entry.version} dist.integrity tells it.`,
      );
    }
    if (entry.hasInstallScript && allowScripts[name] === undefined) {
      problems.push(`${name} has an install script: say in package.json, allowScripts, whether it may run.`);
    }
    if (entry.resolved !== undefined && !entry.resolved.startsWith('https://registry.npmjs.org/')) {
      problems.push(`${path} comes from ${entry.resolved}: take it from npm's own registry.`);
    }
    return problems;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
  const { allowScripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const problems = problemsInLock(lock, allowScripts);
  for (const problem of problems) console.error(problem);
  process.exit(problems.length === 0 ? 0 : 1);
}
