import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setupEnvironment } from '../../scripts/setup-environment.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const TOKENS = {
  SLACK_BOT_TOKEN: 'xoxb-secret',
  SLACK_SIGNING_SECRET: 'secret',
  DATABASE_URL: 'postgresql://me:secret@db/muster',
  REDIS_URL: 'redis://:secret@redis',
  GITHUB_TOKEN: 'secret',
  AWS_SECRET_ACCESS_KEY: 'secret',
  NPM_TOKEN: 'secret',
  npm_config__authToken: 'secret',
  'npm_config_//registry.npmjs.org/:_authToken': 'secret',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-setup-'));
  for (const name of ['scripts', 'package.json', 'package-lock.json', '.npmrc'])
    await cp(join(root, name), join(folder, name), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('set-up installs with no token in its environment, and lets no package run its own code', async () => {
  const seen = join(folder, 'seen.json');
  const npm = join(folder, 'npm.js');
  await writeFile(
    npm,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ env: process.env, args: process.argv.slice(2) })); process.exit(1);`,
  );
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, npm_execpath: npm, HTTPS_PROXY: 'http://proxy:3128', ...TOKENS };
  const { status, stderr } = spawnSync(process.execPath, ['scripts/generate.mjs'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('The packages could not be installed');
  const { env: given, args } = JSON.parse(await readFile(seen, 'utf8'));
  expect(args).toEqual(expect.arrayContaining(['ci', '--ignore-scripts']));
  expect(JSON.stringify(given)).not.toContain('secret');
  expect(given).toMatchObject({ PATH, HTTPS_PROXY: 'http://proxy:3128' });
});

test('what npm and the machine need stays', () => {
  const needed = {
    Path: '/bin',
    HOME: '/home/me',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    npm_config_cache: '/cache',
    TMPDIR: '/t',
  };
  expect(setupEnvironment({ ...needed, ...TOKENS })).toEqual(needed);
});
