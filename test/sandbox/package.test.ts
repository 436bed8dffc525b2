import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { helloManifest } from './support/bolt-app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'src/sandbox');

/** Another app's folder, with a copy of the sandbox and of what its package.json asks for, and no other package. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-package-'));
  const modules = join(folder, 'node_modules');
  await cp(source, join(modules, 'slack-sandbox'), { recursive: true });
  const { dependencies } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  await writeFile(join(folder, 'manifest.yml'), helloManifest);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the sandbox as a package of another app', { timeout: 60_000 }, () => {
  test('starts from plain JavaScript', async () => {
    await writeFile(
      join(folder, 'app.mjs'),
      `import { readFileSync } from 'node:fs';
       import { startSandbox } from 'slack-sandbox';
       const sandbox = await startSandbox({ manifest: readFileSync('manifest.yml', 'utf8') });
       const headers = { authorization: 'Bearer ' + sandbox.botToken };
       const answer = await fetch(sandbox.apiUrl + 'auth.test', { method: 'POST', headers });
       console.log(await answer.text());
       const page = await fetch(sandbox.url + '/page.js');
       console.log(page.status, (await page.text()).length > 100_000);
       await sandbox.stop();`,
    );
    const app = run('app.mjs');
    expect(await app.ended).toBe(0);
    expect(app.out()).toContain('"ok":true');
    expect(app.out()).toContain('200 true');
  });

  test('starts from the command line, and stops at SIGTERM', async () => {
    const bin = join('node_modules', 'slack-sandbox', 'bin.mjs');
    const sandbox = run(bin, '--manifest', 'manifest.yml', '--port', '0');
    await vi.waitUntil(() => sandbox.out().includes('Ctrl-C'), { timeout: 30_000 });
    const url = /SLACK_API_URL=(\S+)/.exec(sandbox.out())?.[1];
    const answer = await fetch(`${url}api.test`, { method: 'POST' });
    expect(await answer.json()).toMatchObject({ ok: true });
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });
});

function run(...args: string[]): { child: ChildProcess; out: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  return { child, out: () => text, ended: once(child, 'close').then(([code]) => code) };
}
