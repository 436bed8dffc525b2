import { Redis } from 'ioredis';
import { SECOND } from '../domain/time.ts';

/**
 * What could make this Redis lose jobs, a sentence each; an empty list when all is well. Rejects with a sentence when
 * it does not answer.
 */
export async function checkRedis(url: string): Promise<string[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3 * SECOND,
    commandTimeout: 3 * SECOND,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener ioredis writes to the console.
  let reason = '';
  redis.on('error', (error) => {
    reason = error.message;
  });
  try {
    await redis.connect();
    return warningsFor(await redis.info());
  } catch (error) {
    const why = reason || (error instanceof Error ? error.message : String(error));
    throw new Error(`Redis at REDIS_URL does not answer (${why}): start it, or correct the variable.`, {
      cause: error,
    });
  } finally {
    redis.disconnect();
  }
}

/** @param info Redis' answer to INFO */
export function warningsFor(info: string): string[] {
  const facts = new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );
  const warnings: string[] = [];
  const policy = facts.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      `Redis throws jobs away when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`,
    );
  }
  if (facts.get('aof_enabled') === '0') {
    warnings.push('Redis forgets its latest jobs when it restarts (appendonly no): set appendonly to yes.');
  }
  return warnings;
}
