import {
  ErrorCode,
  LogLevel,
  SlackError,
  type WebAPICallError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import { SECOND } from '../domain/kernel/time.ts';
import type { Outcome } from '../engine/gateway.ts';
import { fetchAnswer } from './fetch-answer.ts';
import { NOT_SLACK, refusalOf } from './refusals.ts';

/** Longer than Slack's slowest ordinary answer, shorter than an effect's lease. */
const TIMEOUT_MS = 10_000;

/** The engine owns retrying: a client that retries by itself posts a message up to four times when answers are slow. */
export const CLIENT_OPTIONS: WebClientOptions = {
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: TIMEOUT_MS,
  fetch: fetchAnswer,
  // What a failed call means is said by whoever made it.
  logLevel: LogLevel.ERROR,
};

export function createClient(token: string, slackApiUrl?: string): WebClient {
  return new WebClient(token, { ...CLIENT_OPTIONS, ...(slackApiUrl ? { slackApiUrl } : {}) });
}

/** Slack's error code when Slack itself refused the call, else null. */
export function refusedWith(error: unknown): string | null {
  return isCallError(error) && error.code === ErrorCode.PlatformError ? error.data.error : null;
}

/** How long Slack asks to wait, in ms; null when the failure is another one. */
export function retryAfterOf(error: unknown): number | null {
  const { retryAfter } = (error ?? {}) as { retryAfter?: unknown };
  return typeof retryAfter === 'number' ? retryAfter * SECOND : null;
}

/** Connections that never reached Slack, so nothing can have happened there. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** HTTP statuses after which the call may still have happened, besides those from 500 on. */
const HALF_DONE = 408;

/**
 * What a failed call means: later (definitely not done), unsure (look it up before repeating), or failed for good, which
 * only `REFUSALS` can say.
 * @param method Slack's name of the call, for the rate limit that holds it
 */
export function outcomeOf(error: unknown, method: string): Outcome {
  if (!isCallError(error)) throw error;
  switch (error.code) {
    case ErrorCode.RateLimitedError:
      return { kind: 'later', afterMs: error.retryAfter * 1_000, method, reason: 'Slack asked for a pause' };
    case ErrorCode.HTTPError:
      return outcomeOfStatus(error.statusCode);
    case ErrorCode.RequestError:
      return NOT_SENT.has(causeOf(error.original))
        ? { kind: 'later', afterMs: 1_000, reason: 'Slack could not be reached' }
        : { kind: 'unsure', reason: 'Slack did not answer' };
    case ErrorCode.PlatformError:
      return outcomeOfCode(error.data.error, method);
  }
}

/** Slack itself says 200 or 429: any other status is a proxy's, or says that Slack is not well. */
function outcomeOfStatus(status: number): Outcome {
  const reason = `Slack answered ${status}`;
  if (status >= 500 || status === HALF_DONE) return { kind: 'unsure', reason };
  return { kind: 'later', afterMs: SECOND, reason, isShutOut: true };
}

function outcomeOfCode(code: string, method: string): Outcome {
  const { means, holds } = refusalOf(code);
  switch (means) {
    case 'later':
      return { kind: 'later', afterMs: 5 * SECOND, reason: code, ...(holds ? { method } : {}) };
    case 'shut-out':
      return { kind: 'later', afterMs: SECOND, reason: code, isShutOut: true };
    case 'unsure':
      return { kind: 'unsure', reason: code, ...(code === NOT_SLACK ? { isShutOut: true } : {}) };
    case 'never':
      return { kind: 'failed', reason: code };
  }
}

/** Slack, or the way to it, is what failed. */
export function isCallError(error: unknown): error is WebAPICallError {
  return error instanceof SlackError && error.code in MEANINGFUL;
}

const MEANINGFUL: Partial<Record<ErrorCode, true>> = {
  [ErrorCode.RequestError]: true,
  [ErrorCode.HTTPError]: true,
  [ErrorCode.PlatformError]: true,
  [ErrorCode.RateLimitedError]: true,
};

function causeOf(error: Error): string {
  const cause = error.cause ?? error;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
