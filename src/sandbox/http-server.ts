import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Api } from './api/call.ts';
import { parseJson, readArguments, readBody, takeToken } from './api/parse.ts';
import { isObject } from './blocks/elements.ts';
import type { PageService } from './client/serve.ts';
import type { SocketMode } from './delivery/socket-mode.ts';
import type { Json } from './protocol.ts';
import { isFromHere } from './request-check.ts';
import { SlackError } from './workspace/errors.ts';

export type Routes = {
  readonly api: Api;
  readonly socketMode: SocketMode;
  readonly page: PageService;
  /** Performs a post to a response URL. */
  readonly respond: (id: string, body: Json) => void;
};

/** What the server listens on, and the first part of its page's path. */
export type Front = { readonly host: string; readonly page: string };

/** One port for the page, the Web API, Socket Mode links and response URLs. */
export function createSandboxServer(ready: () => Routes | undefined, front: Front): Server {
  const server = createServer((request, response) => {
    for (const [name, value] of ALWAYS) response.setHeader(name, value);
    if (!isFromHere(request, front.host)) return sendText(response, 403, 'This is not for other sites.');
    route(ready(), front, request, response).catch((error: unknown) => {
      const code = error instanceof SlackError ? error.code : 'internal_error';
      if (code === 'internal_error') console.error('The sandbox failed to answer', request.url, error);
      if (!response.headersSent)
        sendJson(response, code === 'internal_error' ? 500 : 200, { ok: false, error: code });
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const routes = ready();
    if (routes && isFromHere(request, front.host)) upgrade(routes, front, sockets, request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  return server;
}

/** Nobody else shows, reads or guesses at what is here, and the page's address is told to nobody. */
const ALWAYS = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
] as const;

/** The page runs its own script and shows its own styles: nothing from elsewhere, and nothing within others' pages. */
function policyFor(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

async function route(
  routes: Routes | undefined,
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!routes) return sendJson(response, 503, { ok: false, error: 'service_unavailable' });
  const url = urlOf(request);
  const [, first = '', second] = url.pathname.split('/');
  if (first === 'api') return answerApi(routes, request, response, url, second ?? '');
  if (first === 'response') return answerResponseUrl(routes, request, response, second ?? '');
  if (first === 'healthz') return sendJson(response, 200, { ok: true });
  if (!isSame(first, front.page)) {
    return sendText(
      response,
      404,
      'There is nothing here: open the address that the sandbox printed when it started.',
    );
  }
  // What the page asks for stands below it.
  if (second === undefined) {
    response.writeHead(302, { location: `${url.pathname}/${url.search}` }).end();
    return;
  }
  return sendPage(response, url.pathname.slice(front.page.length + 1), request.headers.host ?? '');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

async function answerApi(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  method: string,
): Promise<void> {
  const body = await readBody(request);
  const args = readArguments(url, request.headers['content-type'] ?? '', body);
  const token = takeToken(request, args);
  const answer = await routes.api.answer(method, token, args, request.headers.host ?? url.host);
  if (answer.isCut) request.socket.resetAndDestroy();
  else sendJson(response, answer.status, answer.body, answer.headers);
}

async function answerResponseUrl(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  const body = parseJson(await readBody(request));
  try {
    if (!isObject(body)) throw new SlackError('invalid_payload');
    routes.respond(id, body);
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const gone = ['invalid_url', 'expired_url', 'used_url'].includes(error.code);
    sendJson(response, gone ? 404 : 400, { ok: false, error: error.code, ...error.fields });
  }
}

/** Only a browser needs the page and its bundler, so they are loaded when one comes. */
export async function loadPage() {
  const { pageAssets } = await import('./page/assets.ts');
  return pageAssets();
}

async function sendPage(response: ServerResponse, path: string, host: string): Promise<void> {
  const assets = await loadPage();
  const [type, text] =
    path === '/page.js'
      ? ['text/javascript', assets.js]
      : path === '/page.css'
        ? ['text/css', assets.css]
        : ['text/html', path === '/' ? assets.html : undefined];
  if (text === undefined) return sendText(response, 404, 'There is nothing here.');
  response
    .writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'content-security-policy': policyFor(host),
    })
    .end(text);
}

function upgrade(
  routes: Routes,
  { page }: Front,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const url = urlOf(request);
  const isPage = isSame(url.pathname, `/${page}/client`);
  if (!isPage && !url.pathname.startsWith('/link')) {
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (opened) => {
    opened.on('error', () => opened.terminate());
    if (isPage) routes.page.accept(opened);
    else if (!routes.socketMode.accept(url.searchParams.get('ticket') ?? '', opened)) {
      opened.close(1008, 'The link is used or too old: call apps.connections.open again.');
    }
  });
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: { readonly [name: string]: string } = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}
