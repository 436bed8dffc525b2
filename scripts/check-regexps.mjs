// Part of npm run check: no regular expression takes more than linear time, whatever text people give it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

const RULES = {
  // Exponential or polynomial by backtracking, …
  'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
  // … and quadratic by beginning anew at every character: /\s+$/ on a long line of spaces.
  'regexp/no-super-linear-move': ['error', { ignoreSticky: false, report: 'potential' }],
  'regexp/no-missing-g-flag': 'off',
};

/** A line for each expression in this TypeScript that can take longer. */
export async function slowRegexpsIn(source, isPage = false) {
  const [{ transform }, { Linter }, { default: regexp }] = await Promise.all([
    import('esbuild'),
    import('eslint'),
    import('eslint-plugin-regexp'),
  ]);
  const { code } = await transform(source, {
    loader: isPage ? 'tsx' : 'ts',
    target: 'es2022',
    jsx: 'automatic',
  });
  const messages = new Linter().verify(code, [{ plugins: { regexp }, rules: RULES }]);
  return messages.map(({ line, message }) => `${code.split('\n')[line - 1]?.trim()}: ${message}`);
}

async function check() {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => /\.tsx?$/.test(name) && !name.startsWith('generated'));
  let isFine = true;
  for (const name of sources) {
    const slow = await slowRegexpsIn(readFileSync(join(root, 'src', name), 'utf8'), name.endsWith('x'));
    if (slow.length > 0) isFine = false;
    for (const line of slow) console.error(`src/${name}: ${line}`);
  }
  return isFine;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exit((await check()) ? 0 : 1);
