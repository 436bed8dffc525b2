import type { IncomingMessage } from 'node:http';
import { isObject } from '../blocks/elements.ts';
import { SlackError } from '../workspace/errors.ts';

const maxBodyBytes = 5_000_000;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > maxBodyBytes) throw new SlackError('request_too_large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Arguments from the query, a form or JSON, as they came. */
export function readArguments(url: URL, contentType: string, body: string): Record<string, unknown> {
  const args: Record<string, unknown> = Object.fromEntries(url.searchParams);
  if (body === '') return args;
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body);
    if (!isObject(parsed)) throw new SlackError('invalid_json');
    return { ...args, ...parsed };
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { ...args, ...Object.fromEntries(new URLSearchParams(body)) };
  }
  throw new SlackError('invalid_post_type');
}

/** The token from the Authorization header or, else, from the arguments; taken out of them. */
export function takeToken(request: IncomingMessage, args: Record<string, unknown>): string {
  const header = /^Bearer\s+(\S.*)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = header ?? (typeof args.token === 'string' ? args.token : '');
  delete args.token;
  return token;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
