// What CI runs first: whether a known weakness is in what production installs. Some registries do not answer that.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';
import { setupEnvironment } from './setup-environment.mjs';

/** What `npm audit --json` printed, in a sentence, and whether work may go on. */
export function judgeAudit(printed) {
  const found = readCounts(printed);
  if (found === undefined)
    return { isFine: true, says: 'npm audit: the registry does not answer it, so nothing was checked.' };
  const { high, critical, total } = found;
  const isFine = high + critical === 0;
  return {
    isFine,
    says: `npm audit: ${total} known weaknesses in what production needs, ${high} high, ${critical} critical.`,
  };
}

function readCounts(printed) {
  try {
    return JSON.parse(printed).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const args = [
    'audit',
    '--omit=dev',
    '--json',
    '--package-lock-only',
    '--fetch-retries=1',
    '--fetch-timeout=20000',
  ];
  const { stdout } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    env: setupEnvironment(),
    shell: process.platform === 'win32',
    timeout: 60_000,
  });
  const { isFine, says } = judgeAudit(stdout ?? '');
  console.log(says);
  if (!isFine) console.log(stdout);
  process.exit(isFine ? 0 : 1);
}
