import { setTimeout as sleep } from 'node:timers/promises';
import { type BackendFactory, ErrorCode } from 'bullmq';
import { SECOND } from '../domain/kernel/time.ts';

/** What BullMQ does not do by itself: `test/engine/bullmq.test.ts` fails when one of these is no longer needed. */

/** After what went wrong with the queue it is left alone for so long. */
export const REST_MS = SECOND;

/**
 * A worker whose question for its next job is refused, by a Redis that takes no writes, say, asks again at once, and
 * never stops, since `runRetryDelay` counts for lost connections alone: so a refusal takes its time. Bull, which came before
 * BullMQ, has had it reported: https://github.com/OptimalBits/bull/issues/1304. Of BullMQ no report was found as of November 2026.
 */
export function unhurried(create: BackendFactory): BackendFactory {
  return (...args) => {
    const backend = create(...args);
    const moveToActive = backend.moveToActive.bind(backend);
    backend.moveToActive = (...rest) =>
      moveToActive(...rest).catch(async (error: unknown) => {
        await sleep(REST_MS);
        throw error;
      });
    return backend;
  };
}

const IS_OTHERS: ReadonlySet<unknown> = new Set([
  ErrorCode.JobNotExist,
  ErrorCode.JobLockNotExist,
  ErrorCode.JobLockMismatch,
]);

/**
 * What BullMQ says of a job that another worker has by now, or has done with. Its locks decide nothing: leases do. Of a
 * lock that could not be renewed it says so without a code; no report of that was found as of November 2026.
 */
export function isOthersJob(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    ('code' in error && IS_OTHERS.has(error.code)) || /^could not renew lock for job /.test(error.message)
  );
}
