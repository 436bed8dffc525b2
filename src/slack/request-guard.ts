import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { ErrorCode, type SocketModeReceiver } from '@slack/bolt';
import { SECOND } from '../domain/kernel/time.ts';
import type { Log } from '../telemetry/log.ts';
import { type BodyReader, createBodyReader } from './request-body.ts';
import { createSlackClock, type SlackClock } from './request-clock.ts';
import { type Head, readHead, signatureOf } from './request-head.ts';

/** Slack's own requests have some 5 to 50 kB and are answered within moments: room for a hundred at a time. */
const BODIES = { totalBytes: 4_000_000, withinMs: 3 * SECOND };

export type RequestGuard = {
  readonly requests: RequestListener;
  readonly clockTrouble: SlackClock['trouble'];
};

export type RequestGuardOptions = {
  /** Whom what Slack has signed is handed on to, its body read. */
  readonly next: RequestListener;
  readonly signingSecret: string;
  readonly log: Log;
  readonly now: () => number;
};

/**
 * Stands before Bolt. By its head alone a request is refused that is too long (413) or lacks what Slack's have (401); then its
 * body is read within limits of bytes and time, and its signature checked.
 *
 * Bolt takes for granted that a signed body holds an object, and throws where nobody catches it when there is none, or
 * when a request is not for it. So whatever holds none is answered 400 here, whatever Bolt does not take 404.
 */
export function createRequestGuard({ next, signingSecret, log, now }: RequestGuardOptions): RequestGuard {
  const bodies = createBodyReader(BODIES);
  const clock = createSlackClock(log, now);
  const takeStale = createStaleTaker(bodies, clock, signingSecret);

  async function take(...[request, response]: Parameters<RequestListener>): Promise<void> {
    const head = readHead(request.headers, now());
    if (head.kind === 'refused') return refuse(response, head.status);
    if (head.kind === 'stale') return refuse(response, await takeStale(head, request));
    const { body, release } = await bodies.read(request, head.limit);
    response.once('close', release);
    // An answer would have to wait for the rest to be read.
    if (body === 408 || body === 503) return void response.destroy();
    if (typeof body === 'number') return refuse(response, body);
    if (head.kind === 'signed') {
      if (!isSigned(request.headers, body, signingSecret)) return refuse(response, 401);
      clock.note(head.skewMs);
    }
    if (!holdsObject(body, request.headers['content-type'])) return refuse(response, 400);
    next(Object.assign(request, { rawBody: body }), response);
  }

  return {
    clockTrouble: clock.trouble,
    requests(request, response) {
      if (request.method !== 'POST') return refuse(response, 404);
      take(request, response).catch((error: unknown) => {
        if (request.errored || !request.complete) return response.destroy();
        if (isForOthers(error)) return refuse(response, 404);
        log.error({ err: error }, 'a request could not be taken');
        refuse(response, 500);
      });
    },
  };
}

/**
 * What is too old is refused. One such at a time is read first: when Slack has signed it, it is our clock that is wrong.
 */
function createStaleTaker(bodies: BodyReader, clock: SlackClock, signingSecret: string) {
  let isReading = false;
  return async (
    { limit, skewMs }: Exclude<Head, { kind: 'refused' | 'unsigned' }>,
    request: Parameters<RequestListener>[0],
  ): Promise<number> => {
    if (isReading) return 401;
    isReading = true;
    try {
      const { body, release } = await bodies.read(request, limit);
      release();
      if (typeof body === 'number') return 401;
      if (isSigned(request.headers, body, signingSecret)) clock.note(skewMs);
      return 401;
    } finally {
      isReading = false;
    }
  };
}

function isSigned(headers: IncomingHttpHeaders, body: Buffer, signingSecret: string): boolean {
  const hmac = createHmac('sha256', signingSecret).update(`v0:${headers['x-slack-request-timestamp']}:`);
  const own = `v0=${hmac.update(body).digest('hex')}`;
  return timingSafeEqual(Buffer.from(own), Buffer.from(signatureOf(headers)));
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
