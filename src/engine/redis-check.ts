import { Redis } from 'ioredis';
import { SECOND } from '../domain/kernel/time.ts';

/** The oldest version of Redis that BullMQ works with, and the oldest that it recommends. */
const OLDEST = [5, 0] as const;
const OLD = [6, 2] as const;

/**
 * What could make this Redis lose jobs or take none, a sentence each; an empty list when all is well. Rejects with a
 * sentence when it is of no use at all.
 */
export async function checkRedis(url: string): Promise<string[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    // It asks INFO by itself, and complains on the console when it may not.
    enableReadyCheck: false,
    connectTimeout: 3 * SECOND,
    commandTimeout: 3 * SECOND,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener ioredis writes errors to the console. The first one names the cause, later ones only follow from it.
  let reason = '';
  redis.on('error', (error) => {
    reason ||= error.message;
  });
  try {
    await redis.connect();
    const info = await redis.info();
    const unfit = unfitFor(info);
    if (unfit !== null) throw new Error(unfit);
    const refusal = await tryWrite(redis).then(() => [], explainRefusal);
    return [...warningsFor(info), ...refusal];
  } catch (error) {
    const why = reason || (error instanceof Error ? error.message : String(error));
    throw new Error(explainFailure(why), { cause: error });
  } finally {
    redis.disconnect();
  }
}

/** Rejects when jobs could not be written either. What it leaves behind is gone in a second. */
export function tryWrite(redis: Redis): Promise<unknown> {
  return redis.set('bull:muster-tries', '1', 'PX', SECOND);
}

/** @param info Redis' answer to INFO */
export function warningsFor(info: string): string[] {
  const facts = read(info);
  const warnings: string[] = [];
  const version = facts.get('redis_version');
  if (isBelow(version, OLD)) {
    warnings.push(
      `Redis is version ${version}, which makes timers fire late: use ${OLD.join('.')} or newer.`,
    );
  }
  const policy = facts.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      `Redis throws jobs away when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`,
    );
  }
  if (facts.get('aof_enabled') === '0') {
    warnings.push('Redis forgets its latest jobs when it restarts (appendonly no): set appendonly to yes.');
  } else if (facts.get('aof_last_write_status') === 'err') {
    warnings.push(
      'Redis cannot write down its jobs (aof_last_write_status err): look at its disk and its log.',
    );
  }
  return warnings;
}

/** Why a Redis that answers is of no use to the queue; null when it is. */
export function unfitFor(info: string): string | null {
  const facts = read(info);
  const version = facts.get('redis_version');
  if (isBelow(version, OLDEST)) {
    return `Redis at REDIS_URL is version ${version}, too old for the queue: use ${OLD.join('.')} or newer.`;
  }
  if (facts.get('cluster_enabled') === '1') {
    return 'Redis at REDIS_URL is a cluster, over which the queue cannot be spread: name a Redis that stands alone.';
  }
  if (facts.get('loading') === '1') {
    return 'Redis at REDIS_URL is still reading its data from disk: start Muster again in a moment.';
  }
  return null;
}

function read(info: string): Map<string, string> {
  return new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );
}

function isBelow(version: string | undefined, [major, minor]: readonly [number, number]): boolean {
  if (version === undefined) return false;
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

/** What to do about a Redis that takes no jobs now. Muster works without it, a second or two later. */
function explainRefusal(error: Error): string[] {
  const { message } = error;
  const asLongAs = 'Until then timers and effects go on without the queue, a second or two later.';
  if (/^READONLY/.test(message)) {
    return [`Redis is a replica that takes no writes: let REDIS_URL name its primary. ${asLongAs}`];
  }
  if (/^OOM/.test(message)) {
    return [`Redis' memory is full, so that it takes no jobs: raise its maxmemory. ${asLongAs}`];
  }
  if (/^MISCONF/.test(message)) {
    return [`Redis takes no writes while it cannot save: look at its disk and its log. ${asLongAs}`];
  }
  if (/^NOPERM/.test(message)) {
    return [
      `Redis does not let this user write the queue's keys: allow ~bull:* and +@all in its ACL. ${asLongAs}`,
    ];
  }
  return [`Redis takes no jobs (${message}): see to it. ${asLongAs}`];
}

function explainFailure(why: string): string {
  if (/^Redis at REDIS_URL/.test(why)) return why;
  if (/NOAUTH/.test(why)) {
    return 'Redis at REDIS_URL wants a password: write the variable like redis://user:password@host:6379.';
  }
  if (/WRONGPASS|invalid password|without any password configured/.test(why)) {
    return 'Redis at REDIS_URL refuses the user or the password: correct them in the variable.';
  }
  if (/NOPERM|unknown command/.test(why)) {
    return "Redis at REDIS_URL does not let this user ask INFO, without which the queue cannot start: allow +info in the user's ACL.";
  }
  return `Redis at REDIS_URL does not answer (${why}): start it, or correct the variable.`;
}
