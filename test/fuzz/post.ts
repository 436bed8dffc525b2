import { createHmac } from 'node:crypto';
import type { Letter } from './letters.ts';

export type HttpAnswer = { readonly status: number; readonly text: string };

/** Sends a letter signed as Slack signs it; status 0 when the connection was cut. */
export function post(url: string, secret: string, letter: Letter): Promise<HttpAnswer> {
  const { contentType, body } = encode(letter);
  return send(url, body, { 'content-type': contentType, ...signature(secret, body) });
}

export async function send(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { method: 'POST', body, headers });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

/** @param age seconds since it was signed. */
export function signature(secret: string, body: string, age = 0): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
}

export function encode({ type, payload }: Letter): { contentType: string; body: string } {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : asFields(payload);
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

function asFields(payload: unknown): Record<string, string> {
  const entries = Object.entries(payload as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}
