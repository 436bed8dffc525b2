import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, stopOrphan } from '../../src/postgres/embedded.ts';
import { describeProcess } from '../../src/postgres/process-info.ts';

let folder: string;
beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'muster-embedded-'));
  folder = join(parent, 'postgres');
  await chmod(parent, 0o755);
  return async () => {
    await stopOrphan(folder).catch(() => undefined);
    const real = await realpath(folder);
    for (const path of [real, parent]) await rm(path, { recursive: true, force: true });
  };
});

describe('the embedded Postgres', () => {
  test('keeps what was written over a stop and a start', async () => {
    const first = await startPostgres(folder);
    await query(first.url, "CREATE TABLE note AS SELECT 'still here' AS text");
    await first.stop();
    expect(await describeProcess(first.pid)).toBeUndefined();
    const second = await startPostgres(folder);
    expect(await query(second.url, 'SELECT text FROM note')).toEqual([{ text: 'still here' }]);
    await second.stop();
  });

  test('stops at once although somebody is in the middle of a transaction', async () => {
    const postgres = await startPostgres(folder);
    const client = new pg.Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    const start = performance.now();
    await postgres.stop();
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(await describeProcess(postgres.pid)).toBeUndefined();
  });

  test('is taken over when the process that started it was killed', async () => {
    const { url, pid } = await startAndDie(folder);
    expect((await describeProcess(pid))?.command).toBe('postgres');
    const next = await startPostgres(folder);
    expect(next.pid).toBe(pid);
    expect(await query(next.url, 'SELECT text FROM note')).toEqual([{ text: 'written before the kill' }]);
    expect(next.url).toBe(url);
    await next.stop();
    expect(await describeProcess(pid)).toBeUndefined();
  });

  test('starts again after it was killed itself', async () => {
    const first = await startPostgres(folder);
    await query(first.url, 'CREATE TABLE note AS SELECT 1 AS number');
    process.kill(first.pid, 'SIGKILL');
    await expect.poll(() => describeProcess(first.pid)).toBeUndefined();
    const second = await startPostgres(folder);
    expect(await query(second.url, 'SELECT number FROM note')).toEqual([{ number: 1 }]);
    await second.stop();
  });

  test('is not fooled by a leftover pid file whose number now belongs to another program', async () => {
    const first = await startPostgres(folder);
    await first.stop();
    const stranger = [process.pid, join(folder, 'data'), 1, 5432, '', '127.0.0.1', '', 'ready'].join('\n');
    await writeFile(join(folder, 'data', 'postmaster.pid'), stranger);
    const second = await startPostgres(folder);
    expect(second.pid).not.toBe(process.pid);
    await second.stop();
  });

  test('lets nobody in without its password, which only its user can read', async () => {
    const postgres = await startPostgres(folder);
    const guess = new URL(postgres.url);
    guess.password = 'password';
    await expect(query(guess.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(folder, 'password'))).mode & 0o077).toBe(0);
    await postgres.stop();
  });

  test('says why when it cannot start', async () => {
    await (await startPostgres(folder)).stop();
    await writeFile(join(folder, 'data', 'PG_VERSION'), '9.6\n');
    await expect(startPostgres(folder)).rejects.toThrow(
      /did not start \(The data directory was initialized.*\/log/,
    );
  });
});

describe.runIf(process.getuid?.() === 0)('as root, in a folder that is closed to everybody else', () => {
  test('the data lies elsewhere, behind a link, with all that was there before', async () => {
    const open = await startPostgres(folder);
    await query(open.url, "CREATE TABLE note AS SELECT 'from before' AS text");
    await open.stop();
    await chmod(join(folder, '..'), 0o700);
    for (let start = 0; start < 2; start++) {
      const postgres = await startPostgres(folder);
      expect(await query(postgres.url, 'SELECT text FROM note')).toEqual([{ text: 'from before' }]);
      await postgres.stop();
    }
    expect(await realpath(folder)).not.toBe(folder);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own starts the server, writes a note and dies without a word. */
async function startAndDie(where: string): Promise<{ url: string; pid: number }> {
  const script = `
    import pg from 'pg';
    import { startPostgres } from './src/postgres/embedded.ts';
    const { url, pid } = await startPostgres(${JSON.stringify(where)});
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("CREATE TABLE note AS SELECT 'written before the kill' AS text");
    process.stdout.write(JSON.stringify({ url, pid }), () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await once(child, 'close');
  return JSON.parse(output) as { url: string; pid: number };
}
