import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A project that holds our rules and one file for every case below; all are checked in one go. */
const files = new Map<string, string>();
const complaints = new Map<string, string>();

/** Returns the path under which this text is checked: the one given, with a number in place of "a". */
function file(path: string, code: string): string {
  const own = path.replace(/\ba\./, `a${files.size}.`);
  files.set(own, `${code}\n`);
  return own;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-rules-'));
  for (const part of ['biome.json', 'rules'])
    await cp(join(root, part), join(folder, part), { recursive: true });
  for (const [path, code] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code);
  }
  const command = [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', 'src', 'test'];
  const options = ['--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'];
  const output = await new Promise<string>((told) =>
    execFile(process.execPath, [...command, ...options], { cwd: folder }, (_, out) => told(out)),
  );
  // "::error title=lint/style/noProcessEnv,file=src/main.ts,line=1,…::What is wrong"
  for (const line of output.split('\n')) {
    const path = /\bfile=([^,]+)/.exec(line)?.[1];
    if (path === undefined) continue;
    const own = relative(folder, path);
    complaints.set(own, `${complaints.get(own) ?? ''}${line}\n`);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const use = (source: string) => `import { thing } from '${source}';\nthing();`;

describe('a layer may not import what lies above it', () => {
  const cases: [path: string, source: string, message: string][] = [
    ['src/domain/a.ts', '../store/a.ts', 'The domain is pure'],
    ['src/domain/a.ts', '../config/a.ts', 'The domain is pure'],
    ['src/domain/slices/a.ts', '../../store/a.ts', 'The domain is pure'],
    ['src/telemetry/a.ts', '../config/a.ts', 'Everybody may import telemetry'],
    ['src/config/a.ts', '../store/a.ts', 'Configuration knows'],
    ['src/postgres/a.ts', '../store/a.ts', 'Postgres is a server'],
    ['src/domain/a.ts', 'zod', 'The domain is pure'],
    ['src/domain/a.ts', 'node:crypto', 'The domain is pure'],
    ['src/store/a.ts', '../engine/a.ts', 'The store knows'],
    ['src/store/a.ts', '../slack/a.ts', 'The store knows'],
    ['src/store/a.ts', '../config/a.ts', 'The store knows'],
    ['src/store/a.ts', '@slack/web-api', 'The store knows'],
    ['src/engine/a.ts', '../slack/gateway.ts', 'The engine knows'],
    ['src/store/slices/a.ts', '../../engine/a.ts', 'The store knows'],
    ['src/engine/a.ts', '../boot/application.ts', 'The engine knows'],
    ['src/engine/a.ts', '@slack/bolt', 'The engine knows'],
    ['src/engine/a.ts', '../insights/a.ts', 'The engine knows'],
    ['src/engine/a.ts', 'slack-sandbox', 'The engine knows'],
    ['src/boot/a.ts', 'slack-sandbox', 'Only slack-phase.ts loads the sandbox'],
    ['src/slack/a.ts', '../sandbox/start.ts', 'Slack knows'],
    ['src/slack/listeners/a.ts', '../../sandbox/start.ts', 'Slack knows'],
    ['src/slack/listeners/a.ts', '../../main.ts', 'Slack knows'],
    ['src/slack/views/a.ts', '../gateway.ts', 'A view is data in'],
    ['src/slack/views/a.ts', '../../store/client.ts', 'A view is data in'],
    ['src/slack/views/a.ts', '@slack/web-api', 'A view is data in'],
    ['src/slack/kit/a.ts', '../slices.ts', 'The kit is data in'],
    ['src/slack/kit/a.ts', '../slices/card/card.ts', 'The kit is data in'],
    ['src/slack/kit/a.ts', '@slack/web-api', 'The kit is data in'],
    ['src/slack/slices/card/a.ts', '../../gateway.ts', 'A slice in Slack is data in'],
    ['src/slack/slices/card/a.ts', '../../slices.ts', 'A slice in Slack is data in'],
    ['src/slack/slices/card/a.ts', '../../../store/client.ts', 'A slice in Slack is data in'],
    ['src/domain/slices/a.ts', '../slices.ts', 'A slice imports no registry'],
    ['src/domain/slices/a.ts', '../effect.ts', 'A slice imports no registry'],
    ['src/domain/kernel/a.ts', '../decide.ts', 'A slice imports no registry'],
    ['src/store/slices/a.ts', '../slices.ts', 'A slice imports no registry'],
    ['src/slack/views/a.ts', 'luxon', 'A view is data in'],
    ['src/intake/a.ts', '../slack/a.ts', 'Intake knows'],
    ['src/insights/a.ts', '../intake/a.ts', 'Insights know'],
    ['src/boot/a.ts', '../main.ts', 'Nothing imports main.ts'],
    ['src/boot/a.ts', '../sandbox/start.ts', 'Only slack-phase.ts loads the sandbox'],
    ['src/main.ts', './sandbox/start.ts', 'main.ts starts what boot gives'],
    ['src/sandbox/a.ts', '../domain/time.ts', 'The sandbox stands alone'],
    ['src/sandbox/api/a.ts', '../../domain/time.ts', 'The sandbox stands alone'],
    ['src/sandbox/page/ui/a.tsx', '../../../slack/ids.ts', 'The sandbox stands alone'],
    ['src/sandbox/a.ts', '@slack/bolt', 'The sandbox stands alone'],
  ];
  for (const [path, source, message] of cases) {
    const checked = file(path, use(source));
    test(`${path} may not import ${source}`, () => expect(complaints.get(checked)).toContain(message));
  }
});

describe('a layer may import itself and what lies below it', () => {
  const cases: [path: string, source: string][] = [
    ['src/domain/a.ts', './time.ts'],
    ['src/store/a.ts', '../domain/time.ts'],
    ['src/store/a.ts', '../generated/prisma/client.ts'],
    ['src/engine/a.ts', '../store/client.ts'],
    ['src/slack/a.ts', '../engine/dispatch.ts'],
    ['src/slack/a.ts', '@slack/bolt'],
    ['src/slack/views/a.ts', '../../domain/time.ts'],
    ['src/slack/views/a.ts', '../ids.ts'],
    ['src/slack/views/a.ts', '../slices/card/card.ts'],
    ['src/slack/kit/a.ts', '../../domain/decide.ts'],
    ['src/slack/slices/card/a.ts', '../../kit/text.ts'],
    ['src/slack/slices/card/a.ts', '../swarm/join.ts'],
    ['src/domain/slices/a.ts', './swarm.ts'],
    ['src/domain/slices/a.ts', '../kernel/access.ts'],
    ['src/slack/views/a.ts', './text.ts'],
    ['src/slack/views/a.ts', '@slack/types'],
    ['src/sandbox/a.ts', './api/call.ts'],
    ['src/sandbox/page/ui/a.tsx', '../../protocol.ts'],
    ['src/domain/kernel/a.ts', './time.ts'],
    ['src/store/slices/a.ts', '../../domain/time.ts'],
    ['src/engine/a.ts', '../telemetry/log.ts'],
    ['test/story/a.test.ts', '../../src/sandbox/start.ts'],
  ];
  for (const [path, source] of cases) {
    const checked = file(path, use(source));
    test(`${path} may import ${source}`, () => expect(complaints.get(checked)).toBeUndefined());
  }
});

describe('the sandbox is loaded by one file, when it is wanted', () => {
  const load = "const sandbox = await import('../sandbox/start.ts');\nsandbox.start();";

  const elsewhere = file('src/boot/a.ts', load);
  test('another file of boot may not load it', () =>
    expect(complaints.get(elsewhere)).toContain('Only slack-phase.ts loads the sandbox'));

  const forms = [
    "import { thing } from '../sandbox/start.ts';",
    "import * as all from '../sandbox/start.ts';",
    "import '../sandbox/start.ts';",
    "export { other } from '../sandbox/start.ts';",
    "import { startSandbox } from 'slack-sandbox';",
  ];
  const types = "import type { Sandbox } from '../sandbox/start.ts';\nexport type Mine = Sandbox;";
  const phase = file('src/boot/slack-phase.ts', [...forms, types, load, 'thing(all);'].join('\n'));
  test('slack-phase.ts may load it and import its types, but not import it', () => {
    const told = complaints.get(phase)?.match(/line=\d+(?=.*The sandbox is imported at the start)/g);
    expect(told).toEqual(forms.map((_, line) => `line=${line + 1}`));
  });
});

describe('what only some files may touch', () => {
  const clock = 'The clock is read here';
  const cases: [path: string, code: string, message: string][] = [
    ['src/domain/a.ts', 'export const at = Date.now();', clock],
    ['src/domain/a.ts', 'export const at = new Date();', clock],
    ['src/domain/a.ts', 'export const dice = Math.random();', 'Randomness'],
    ['src/domain/a.ts', 'export const id = crypto.randomUUID();', 'Randomness'],
    ['src/engine/a.ts', 'export const at = Date.now();', clock],
    ['src/slack/views/a.ts', 'export const at = new Date();', clock],
    ['src/slack/a.ts', 'await client.chat.postMessage({ channel, text });', 'A message leaves Muster here'],
    ['src/slack/listeners/a.ts', 'await app.client.chat.update(message);', 'A message leaves Muster here'],
    ['src/engine/a.ts', 'export const url = process.env.DATABASE_URL;', 'noProcessEnv'],
    ['src/boot/a.ts', 'export const url = process.env.DATABASE_URL;', 'noProcessEnv'],
    ['src/engine/a.ts', 'export const thing: any = 1;', 'noExplicitAny'],
    ['src/engine/a.ts', 'export default 1;', 'noDefaultExport'],
  ];
  for (const [path, code, message] of cases) {
    const checked = file(path, code);
    test(`${path} may not: ${code}`, () => expect(complaints.get(checked)).toContain(message));
  }

  const allowed: [path: string, code: string][] = [
    ['src/domain/a.ts', 'export const at = (ms: number) => new Date(ms).toISOString();'],
    ['src/config/environment.ts', 'export const url = process.env.DATABASE_URL;'],
    ['src/boot/application.ts', 'export const now = () => Date.now();'],
  ];
  for (const [path, code] of allowed) {
    const checked = file(path, code);
    test(`${path} may: ${code}`, () => expect(complaints.get(checked)).toBeUndefined());
  }
});
