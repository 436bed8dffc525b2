import { readFileSync } from 'node:fs';
import type { Answer, ApiCall } from '../../../src/sandbox/api/call.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { startRedis } from '../redis.ts';
import type { Order } from './child.ts';
import type { Cuts } from './cuts.ts';
import { watchPostgres } from './postgres-watch.ts';
import { watchRedis } from './redis-watch.ts';

/** Where BullMQ keeps its jobs. */
export type QueueName = 'Postgres' | 'Redis';

/** All that Muster speaks to, with every word of it counted. */
export type Surroundings = {
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  /** How Muster finds them. */
  readonly order: Extract<Order, { order: 'load' }>;
  stop(): Promise<void>;
};

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

export async function startSurroundings(
  queue: QueueName,
  at: Cuts['at'],
  now: () => number,
): Promise<Surroundings> {
  const database = await testDatabase();
  const redis = queue === 'Redis' ? await startRedis() : undefined;
  const redisWatch = redis && (await watchRedis(redis.url, (when) => at('queue', 'queue', when)));
  const watch = await watchPostgres(database.url, ({ kind, sql }, when) =>
    at(kind, kind === 'queue' ? 'queue' : sql.split(' ').slice(0, 3).join(' '), when),
  );
  const sandbox = await startSandbox({
    manifest: read('manifest.yml'),
    now,
    rateLimits: false,
    ackTimeoutMs: 2_500,
    retryDelaysMs: [100, 300, 1_000],
    interceptCall: (call, proceed) => intercept(at, call, proceed),
  });
  const { botToken, appToken, apiUrl } = sandbox;
  return {
    sandbox,
    database,
    order: {
      order: 'load',
      databaseUrl: watch.url,
      redisUrl: redisWatch?.url,
      slack: { mode: 'socket', botToken, appToken, apiUrl },
      config: read('muster.yml'),
    },
    async stop() {
      await watch.stop();
      await redisWatch?.stop();
      await redis?.stop();
      await sandbox.stop();
      await database.stop();
    },
  };
}

async function intercept(
  at: Cuts['at'],
  call: ApiCall,
  proceed: (call: ApiCall) => Promise<Answer>,
): Promise<Answer> {
  const gone: Answer = { status: 0, headers: {}, body: {}, isCut: true };
  if (at('call', call.method, 'before')) return gone;
  const answer = await proceed(call);
  return at('call', call.method, 'after') ? gone : answer;
}
