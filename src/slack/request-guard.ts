import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { ErrorCode, type SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../telemetry/log.ts';

/** More than Slack ever sends: a view with 100 blocks of 3,000 characters is well below it. */
const LIMIT_BYTES = 2_000_000;

/**
 * Bolt takes for granted that a signed body holds an object, and throws where nobody catches it when there is none, or
 * when a request is not for it. So whatever holds none is answered 400 here, whatever is too long 413, whatever Bolt
 * does not take 404; the rest goes on with its body read.
 */
export function createRequestGuard(next: RequestListener, log: Log): RequestListener {
  return (request, response) => {
    if (request.method !== 'POST') return refuse(response, 404);
    void readBody(request)
      .then((body) => {
        if (body === null) return refuse(response, 413);
        if (!holdsObject(body, request.headers['content-type'])) return refuse(response, 400);
        next(Object.assign(request, { rawBody: body }), response);
      })
      .catch((error: unknown) => {
        if (request.errored || !request.complete) return response.destroy();
        if (isForOthers(error)) return refuse(response, 404);
        log.error({ err: error }, 'a request could not be taken');
        refuse(response, 500);
      });
  };
}

/** Bolt read the address otherwise, and leaves it to whoever else listens. */
function isForOthers(error: unknown): boolean {
  return (error as { code?: unknown }).code === ErrorCode.HTTPReceiverDeferredRequestError;
}

/**
 * The same over Socket Mode: Slack's client rejects where nobody catches it, which would end the process, when a
 * message is not as it expects, and takes an event that is named like one of its own for its own. Whatever is none of
 * what Slack sends is left unacknowledged.
 */
export function guardSocket(client: SocketModeReceiver['client']): void {
  const takers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    const message = isBinary ? null : parsed(String(data));
    if (!isObject(message)) return;
    const event = nameOf(message);
    if (event === null || client.listenerCount(event) > 0) return;
    for (const take of takers) take(data, isBinary);
  });
}

/** By what name Slack's client passes a message on; null when it is none of Slack's. */
function nameOf({ type, envelope_id, payload }: Record<string, unknown>): string | null {
  if (type === 'hello' || type === 'disconnect') return type;
  if (typeof type !== 'string' || typeof envelope_id !== 'string' || !isObject(payload)) return null;
  if (type !== 'events_api') return type;
  const { event } = payload;
  return isObject(event) && typeof event.type === 'string' ? event.type : null;
}

/** Null when it is too long, as soon as that is known. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > LIMIT_BYTES) return resolve(null);
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > LIMIT_BYTES) {
        parts.length = 0;
        return resolve(null);
      }
      parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('the request was broken off')));
  });
}

/** As Bolt reads it: a form may hold its JSON in a field named payload. What is no JSON at all Bolt refuses itself. */
function holdsObject(body: Buffer, contentType: string | undefined): boolean {
  const text = body.toString();
  if (contentType !== 'application/x-www-form-urlencoded') return OBJECT.test(text);
  const { payload } = parse(text);
  return typeof payload !== 'string' || OBJECT.test(payload);
}

/** JSON that begins so is an object. */
const OBJECT = /^\s*\{/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status, { connection: 'close' }).end();
}
