import { join, relative } from 'node:path';
import { type Config, ConfigError } from '../config/environment.ts';
import { checkRedis } from '../engine/redis-check.ts';
import { checkPostgres } from '../postgres/check-postgres.ts';
import { startPostgres } from '../postgres/embedded.ts';
import { FolderInUse, lockFolder } from '../postgres/folder-lock.ts';
import { migrate } from '../postgres/migrate.ts';
import type { Phase } from './lifecycle.ts';
import { keepPrivate } from './private-files.ts';
import { need, type Shared } from './shared.ts';
import { startWeb } from './web.ts';

/** Everything below the app, in the order of starting: the last to stop is the folder's lock. */
export function createGroundPhases(config: Config, shared: Partial<Shared>): Phase[] {
  return [
    ...(keepsFolder(config) ? [{ name: 'Folder', start: () => startLock(config) }] : []),
    { name: 'Web', start: () => startWebPhase(config, shared) },
    { name: 'Postgres', start: () => startDatabase(config, shared) },
    { name: 'Migrations', start: () => startMigrations(shared) },
    { name: 'Queue', start: () => startQueueCheck(config) },
  ];
}

/** With a database and a Slack from elsewhere there is nothing in the folder that a second process could spoil. */
function keepsFolder({ databaseUrl, slack }: Config): boolean {
  return databaseUrl === undefined || slack.mode === 'sandbox';
}

async function startLock({ dataDir }: Config) {
  try {
    const lock = await lockFolder(dataDir);
    keepPrivate(dataDir);
    return { stop: () => lock.release() };
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new ConfigError(
      `Muster already runs in this folder (process ${error.pid}): stop that one first, or start this one from another clone.`,
    );
  }
}

async function startDatabase({ databaseUrl, dataDir }: Config, shared: Partial<Shared>) {
  if (databaseUrl !== undefined) {
    await checkPostgres(databaseUrl);
    shared.databaseUrl = databaseUrl;
    return { says: `the one at ${new URL(databaseUrl).host}`, stop: async () => undefined };
  }
  const folder = join(dataDir, 'postgres');
  const postgres = await startPostgres(folder);
  shared.databaseUrl = postgres.url;
  return { says: `embedded, its data in ${relative('', folder)}`, stop: postgres.stop, kill: postgres.kill };
}

async function startWebPhase({ port, host, slack, role }: Config, shared: Partial<Shared>) {
  const web = await startWeb(port, host);
  shared.web = web;
  const what =
    slack.mode === 'http' && role !== 'worker'
      ? '/slack/events, /healthz and /readyz'
      : '/healthz and /readyz';
  return { says: `http://${isOwn(host) ? 'localhost' : host}:${web.port} for ${what}`, stop: web.stop };
}

/** Whether who listens there is found at localhost as well. */
function isOwn(host: string | undefined): boolean {
  return host === undefined || ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host);
}

async function startMigrations(shared: Partial<Shared>) {
  const applied = await migrate(need(shared.databaseUrl));
  const says = applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply';
  return { says, stop: async () => undefined };
}

async function startQueueCheck({ redisUrl }: Config) {
  if (redisUrl !== undefined) {
    // The app tells the warnings when it starts; what matters now is whether there is a Redis at all.
    await checkRedis(redisUrl).catch((error: Error) => {
      throw new ConfigError(error.message);
    });
  }
  const says = redisUrl === undefined ? 'in Postgres' : `on the Redis at ${new URL(redisUrl).host}`;
  return { says, stop: async () => undefined };
}
