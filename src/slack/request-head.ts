import type { IncomingHttpHeaders } from 'node:http';
import { MINUTE, SECOND } from '../domain/kernel/time.ts';

/** More than Slack ever sends: a view with 100 blocks of 3,000 characters is well below it. */
const LIMIT_BYTES = 2_000_000;
/** A check of the certificate is all that Slack sends without a signature, and it is short. */
const UNSIGNED_BYTES = 1_000;
/** A request from longer ago is refused, as Slack advises: somebody may have kept it and sends it again. */
const STALE_MS = 5 * MINUTE;

/** What the head of a request says of it: that it is refused, or how much of its body is read. */
export type Head =
  | { readonly kind: 'refused'; readonly status: 401 | 413 }
  | { readonly kind: 'unsigned'; readonly limit: number }
  /** `skewMs`: how far the time that was signed is ahead of this machine's clock. */
  | { readonly kind: 'signed' | 'stale'; readonly limit: number; readonly skewMs: number };

/** Judges a request before a byte of its body is read. Only who knows the secret can tell whether a signature is right. */
export function readHead(headers: IncomingHttpHeaders, now: number): Head {
  const length = Number(headers['content-length'] ?? 0);
  if (length > LIMIT_BYTES) return { kind: 'refused', status: 413 };
  const seconds = headers['x-slack-request-timestamp'];
  if (SIGNATURE.test(signatureOf(headers)) && typeof seconds === 'string' && SECONDS.test(seconds)) {
    const skewMs = Number(seconds) * SECOND - now;
    return { kind: skewMs < -STALE_MS ? 'stale' : 'signed', limit: LIMIT_BYTES, skewMs };
  }
  if (headers['content-type'] !== 'application/x-www-form-urlencoded' || length > UNSIGNED_BYTES)
    return { kind: 'refused', status: 401 };
  return { kind: 'unsigned', limit: UNSIGNED_BYTES };
}

export function signatureOf(headers: IncomingHttpHeaders): string {
  return String(headers['x-slack-signature'] ?? '');
}

const SIGNATURE = /^v0=[0-9a-f]{64}$/;
const SECONDS = /^\d{1,12}$/;
