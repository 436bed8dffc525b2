import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import pRetry from 'p-retry';
import { retryAfterOf } from './calls.ts';

/** The client, whose every page waits by itself, so that a long list goes on where it was. */
export function patient(client: WebClient): WebClient {
  const apiCall: WebClient['apiCall'] = (...call) => patiently(() => client.apiCall(...call));
  return Object.assign(Object.create(client) as WebClient, { apiCall });
}

/** What nobody waits for has time: it waits as long as Slack asks, a few times. */
export function patiently<T>(call: () => Promise<T>): Promise<T> {
  const shouldRetry = async ({ error }: { readonly error: Error }) => {
    const asked = retryAfterOf(error);
    if (asked !== null) await sleep(asked, undefined, { ref: false });
    return asked !== null;
  };
  return pRetry(call, { retries: 4, minTimeout: 0, shouldRetry });
}
