import { createHmac } from 'node:crypto';
import { parseJson } from '../api/parse.ts';
import type { Json } from '../protocol.ts';
import { newSecret } from '../workspace/ids.ts';
import type { Envelope, Outcome, Transport } from './deliver.ts';
import { urlVerificationPayload } from './payloads.ts';

export type HttpOptions = { readonly requestUrl: string; readonly signingSecret: string };

/** Delivers to a request URL, signed as Slack signs (v0, HMAC SHA-256 over "v0:timestamp:body"). */
export function createHttpTransport(options: HttpOptions): Transport {
  return {
    lateReason: 'http_timeout',
    async send(envelope, timeoutMs) {
      const { contentType, body } = encode(envelope);
      const headers = {
        'content-type': contentType,
        ...sign(options.signingSecret, body),
        ...retryHeaders(envelope),
      };
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const response = await fetch(options.requestUrl, {
          method: 'POST',
          headers,
          body,
          signal,
          redirect: 'manual',
        });
        return await outcomeOf(response, envelope);
      } catch (error) {
        const timedOut = error instanceof Error && error.name === 'TimeoutError';
        return timedOut ? { kind: 'late' } : { kind: 'failed', reason: 'connection_failed' };
      }
    },
  };
}

/** Slack's challenge when a request URL is set; throws one sentence when the app does not meet it. */
export async function verifyRequestUrl(options: HttpOptions): Promise<void> {
  const challenge = newSecret();
  const body = JSON.stringify(urlVerificationPayload(challenge));
  const headers = { 'content-type': 'application/json', ...sign(options.signingSecret, body) };
  const response = await fetch(options.requestUrl, { method: 'POST', headers, body }).catch(() => null);
  const text = (await response?.text()) ?? '';
  const answered = parseJson(text) as Json | undefined;
  if (text !== challenge && answered?.challenge !== challenge) {
    throw new Error(
      `${options.requestUrl} did not answer Slack's challenge: start the app first, and check the address.`,
    );
  }
}

function encode({ type, payload }: Envelope): { contentType: string; body: string } {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value ?? '')]));
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

/** By the machine's clock even where the sandbox's own runs ahead: it is the app's clock that judges it. */
function sign(signingSecret: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}

function retryHeaders({ attempt, retryReason }: Envelope): Record<string, string> {
  return attempt === 0
    ? {}
    : { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': retryReason ?? 'unknown_error' };
}

async function outcomeOf(response: Response, { type }: Envelope): Promise<Outcome> {
  const text = await response.text();
  if (!response.ok) {
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    const redirected = response.status >= 300 && response.status < 400;
    return { kind: 'failed', reason: redirected ? 'too_many_redirects' : 'http_error', noRetry };
  }
  if (type === 'events_api' || text === '') return { kind: 'acknowledged', answer: undefined };
  // A command may be answered with bare text.
  return { kind: 'acknowledged', answer: parseJson(text) ?? text };
}
