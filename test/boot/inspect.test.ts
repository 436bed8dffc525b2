import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInspect } from '../../src/boot/inspect.ts';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import { findPostgres, startPostgres } from '../../src/postgres/embedded.ts';
import { lockFolder } from '../../src/postgres/folder-lock.ts';
import { migrate } from '../../src/postgres/migrate.ts';
import { createDatabase } from '../../src/store/client.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/database.ts';
import { bench, DANA, must, open, REP, to, WORKSPACE } from '../support/engine.ts';

const script = fileURLToPath(new URL('../../scripts/muster.mjs', import.meta.url));

let database: TestDatabase;
let folder: string;
let id: string;

/** ESC-1 was claimed; a note of it waits, and its checkpoint's reminder has fired. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-inspect-'));
  await chmod(folder, 0o755);
  database = await testDatabase();
  const { engine, slack, clock } = await bench(database);
  id = await open(engine, { isPrivate: true });
  await engine.drain();
  await must(engine, { type: 'ClaimOwnership', ...to(id, DANA) });
  await engine.drain();
  clock.now += 50 * MINUTE;
  await engine.drain();
  slack.spoil('Say', { kind: 'later', afterMs: MINUTE, reason: 'Slack asks to wait' });
  await must(engine, { type: 'AddNote', kind: 'note', text: 'red \u001b[31m, \u202eback', ...to(id, REP) });
  await engine.drain();
}, 60_000);
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('muster inspect', { timeout: 60_000 }, () => {
  test('prints timeline, timers, effects and posts as they are stored', async () => {
    const { code, out, errors } = await run(['inspect', 'ESC-1'], { DATABASE_URL: database.url });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toMatch(new RegExp(`^ESC-1 in workspace ${WORKSPACE}: open, seq \\d+, id ${id}\n`));
    const rows = (title: string) =>
      out
        .split('\n\n')
        .find((section) => section.startsWith(title))
        ?.split('\n')
        .slice(1) ?? [];

    const events = await database.db.event.findMany({ orderBy: { seq: 'asc' } });
    expect(rows('Timeline')).toHaveLength(events.length + 1);
    expect(rows('Timeline')[1]).toMatch(
      /^ {2}1 +2026-06-01T09:00:00\.000Z +UREP +EscalationOpened +\{.*"Globex"/,
    );
    expect(rows('Timeline').join('\n')).toMatch(/UDANA +OwnershipClaimed/);

    const timers = await database.db.timer.findMany();
    expect(rows('Timers')).toHaveLength(timers.length + 1);
    for (const { kind, state, dueAt } of timers) {
      const line = rows('Timers').find((row) => row.startsWith(`  ${kind} `)) ?? '';
      expect(line).toMatch(new RegExp(`${state} +${dueAt.toISOString()}`));
    }
    expect(timers.map(({ state }) => state)).toContain('fired');

    const effects = await database.db.effect.findMany({ orderBy: { position: 'asc' } });
    expect(
      rows('Effects')
        .slice(1)
        .map((row) => row.trim().split(/ +/)[0]),
    ).toEqual(effects.map((one) => one.id));
    expect(rows('Effects').join('\n')).toMatch(/ Say +say-\d+ .* pending +1 +2026-.* Slack asks to wait$/m);
    expect(rows('Posts').join('\n')).toMatch(/card +C1 +\d/);
  });

  test('takes a number alone and an id, and lets no text of people steer the terminal', async () => {
    const all = await Promise.all([inspect('1'), inspect('esc-1', '--workspace', WORKSPACE), inspect(id)]);
    expect(new Set(all.map(({ out }) => out)).size).toBe(1);
    expect(all[0]?.out).toContain('red \\u001b[31m, \\u202eback');
  });

  test('changes nothing', async () => {
    const tables = () =>
      Promise.all([
        database.db.event.findMany({ orderBy: { seq: 'asc' } }),
        database.db.effect.findMany({ orderBy: { position: 'asc' } }),
        database.db.timer.findMany({ orderBy: { id: 'asc' } }),
      ]);
    const before = await tables();
    await inspect('ESC-1');
    expect(await tables()).toEqual(before);
  });

  test('asks for the workspace where several have the number', async () => {
    const db = database.db;
    await db.workspace.create({ data: { id: 'T0002', name: 'Other' } });
    const one = await db.escalation.findUniqueOrThrow({ where: { id } });
    const other = '00000000-0000-4000-8000-000000000002';
    await db.escalation.create({ data: { ...one, id: other, workspaceId: 'T0002' } });
    try {
      expect(await inspect('ESC-1')).toEqual(
        refusal(`Several workspaces have an ESC-1 (${WORKSPACE}, T0002): name one with --workspace.\n`),
      );
      expect((await inspect('ESC-1', '--workspace=T0002')).out).toMatch(/^ESC-1 in workspace T0002: /);
    } finally {
      await db.escalation.delete({ where: { id: other } });
      await db.workspace.delete({ where: { id: 'T0002' } });
    }
  });

  test('says in a sentence what is wrong', async () => {
    expect(await inspect('ESC-99')).toEqual(refusal('There is no escalation ESC-99 in this database.\n'));
    expect(await inspect('ESC-1', '--workspace', 'T9')).toEqual(
      refusal('There is no escalation ESC-1 in the workspace T9 in this database.\n'),
    );
    expect((await inspect('globex')).errors).toMatch(
      /^"globex" is no escalation's name: write it like ESC-7/,
    );
    expect((await inspect()).errors).toMatch(/^Which escalation\? Name it, such as ESC-7/);
    expect((await inspect('ESC-1', 'ESC-2')).errors).toMatch(/^Name one escalation/);
    expect((await inspect('--loud')).errors).toMatch(/^Unknown option '--loud'/);
    const help = await inspect('--help');
    expect(help).toMatchObject({
      code: 0,
      out: expect.stringMatching(/For operators only: .*private swarms/),
    });
  });

  test('says so when there is no database, none that answers, or none of Muster', async () => {
    expect(await runHere(['ESC-1'], {})).toEqual(
      refusal(
        expect.stringMatching(/^There is no database: DATABASE_URL is not set, and nothing is kept in/),
      ),
    );
    expect(await readdir(folder)).toEqual([]);
    expect(await runHere(['ESC-1'], { DATABASE_URL: 'postgresql://localhost:1/x' })).toEqual(
      refusal(expect.stringMatching(/^The database at localhost:1 cannot be used \(nothing listens there\)/)),
    );
    expect(await runHere(['ESC-1'], { DATABASE_URL: 'x' })).toEqual(
      refusal(expect.stringMatching(/^DATABASE_URL is not an address/)),
    );
    const empty = await emptyDatabase();
    expect(await runHere(['ESC-1'], { DATABASE_URL: empty.url })).toEqual(
      refusal(expect.stringMatching(/^The database has not the tables/)),
    );
    expect(await empty.db.$queryRaw`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`).toEqual([]);
    await empty.stop();
  });

  test('reads the embedded database whether it runs or not, and leaves it as it was', async () => {
    const home = join(folder, '.muster/postgres');
    const postgres = await startPostgres(home, { durable: false });
    await migrate(postgres.url);
    const db = createDatabase(postgres.url);
    const { engine } = await bench({ ...database, url: postgres.url, db });
    await open(engine);
    const lock = await lockFolder(join(folder, '.muster'));
    // As beside a running Muster, which holds the lock, and after one that was killed.
    for (const release of [() => lock.release(), async () => {}]) {
      expect((await runHere(['ESC-1'], {})).out).toMatch(/^ESC-1 in workspace T0001: open/);
      expect(await findPostgres(home)).toBe(postgres.url);
      await release();
    }
    await db.$disconnect();
    await postgres.stop();
    expect((await run(['inspect', 'ESC-1'], {})).out).toMatch(/^ESC-1 in workspace T0001: open/);
    expect(await findPostgres(home)).toBeUndefined();
    expect(await readdir(join(folder, '.muster'))).toEqual(['postgres']);
  });
});

const refusal = (errors: unknown) => ({ code: 1, out: '', errors });
const inspect = (...args: string[]) => runHere(args, { DATABASE_URL: database.url });

async function runHere(args: readonly string[], env: Record<string, string>) {
  const [out, errors]: [string[], string[]] = [[], []];
  const print = {
    log: (text: string) => out.push(`${text}\n`),
    error: (text: string) => errors.push(`${text}\n`),
  };
  const code = await runInspect(args, folder, { env, print });
  return { code, out: out.join(''), errors: errors.join('') };
}

/** The command itself, in a process of its own. */
async function run(args: readonly string[], env: Record<string, string>) {
  const options = { cwd: folder, env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' } as const;
  const child = spawn(process.execPath, [script, ...args], options);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, errors };
}
