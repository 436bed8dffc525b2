import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BackendFactory, createPostgresBackend, type Job, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SECOND } from '../../src/domain/kernel/time.ts';
import { isOthersJob, REST_MS, unhurried } from '../../src/engine/bullmq.ts';
import { forgive } from '../../src/store/pool.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const create = createPostgresBackend as unknown as BackendFactory;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await ask((client) => runMigrations(client as never));
});
afterAll(() => database.stop());

async function ask(question: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await question(client).finally(() => client.end());
}

/** For BullMQ, whose types know Redis only. */
const connect = (options = '') =>
  ({ connectionString: database.url, options, onConnect: forgive }) as unknown as Queue['opts']['connection'];

/** Lets a worker ask for jobs, which would have to write and is refused; returns how many refusals it tells of in a while. */
async function refusals(factory: BackendFactory, ms: number): Promise<number> {
  const connection = connect('-c default_transaction_read_only=on');
  const worker = new Worker(
    randomUUID(),
    async () => {},
    { connection, runRetryDelay: REST_MS, skipStalledCheck: true },
    factory,
  );
  onTestFinished(() => worker.close());
  let count = 0;
  worker.on('error', (error) => {
    if (error.message.includes('read-only transaction')) count += 1;
  });
  await sleep(ms);
  return count;
}

/** A job at which a worker is, until the end of the test; and what the worker tells first that is wrong. */
async function jobAtWork(): Promise<{ job: Job; told: Promise<Error> }> {
  const name = randomUUID();
  const queue = new Queue(name, { connection: connect() }, create);
  let finish = () => {};
  const work = () =>
    new Promise<void>((done) => {
      finish = done;
    });
  const worker = new Worker(name, work, { connection: connect(), lockDuration: SECOND / 2 }, create);
  const told = new Promise<Error>((tell) => worker.on('error', tell));
  onTestFinished(async () => {
    finish();
    await worker.close();
    await queue.close();
  });
  const job = await queue.add('any', {});
  await expect.poll(() => job.isActive()).toBe(true);
  return { job, told };
}

test('a worker that is refused rests before it asks again', async () => {
  const count = await refusals(unhurried(create), 2.5 * REST_MS);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(3);
});

test('a job that another worker has, or has done with, is known by its code', async () => {
  const { job } = await jobAtWork();
  const complete = () => job.moveToCompleted(null, 'the token of another', false);
  const mismatch = await complete().catch((error: unknown) => error);
  expect(isOthersJob(mismatch), String(mismatch)).toBe(true);
  await ask((client) => client.query('DELETE FROM bullmq.job WHERE id = $1', [job.id]));
  const missing = await complete().catch((error: unknown) => error);
  expect(isOthersJob(missing), String(missing)).toBe(true);
  expect(isOthersJob(new Error('Connection is closed.'))).toBe(false);
});

describe('of what src/engine/bullmq.ts mends, BullMQ itself still', () => {
  test('asks again at once when it is refused', async () => {
    expect(await refusals(create, REST_MS)).toBeGreaterThan(10);
  });

  test('gives no code when a lock cannot be renewed', async () => {
    const { job, told } = await jobAtWork();
    await ask((client) =>
      client.query("UPDATE bullmq.job SET lock_token = 'another' WHERE id = $1", [job.id]),
    );
    const error = await told;
    expect(error.message).toBe(`could not renew lock for job ${job.id}`);
    expect(error).not.toHaveProperty('code');
    expect(isOthersJob(error)).toBe(true);
  });
});
