import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { ConfigError } from '../config/environment.ts';
import { SECOND } from '../domain/kernel/time.ts';
import type { Told } from './readiness.ts';

/** Slack needs a second for a request; whoever takes longer is cut off. Bodies are limited by who reads them. */
const LIMITS: ServerOptions = {
  maxHeaderSize: 16_384,
  headersTimeout: 5 * SECOND,
  requestTimeout: 10 * SECOND,
  connectionsCheckingInterval: 1 * SECOND,
};
/** At a time; Slack keeps some dozens open. One that is idle takes some 20 kB. */
const MAX_CONNECTIONS = 1_000;

/** Where Slack sends, over HTTP. */
const SLACK = '/slack/events';

export type Web = {
  readonly port: number;
  /** From now on `/healthz` says 200, `/readyz` what `readiness` finds, and `/slack/events` is left to `requests`. */
  readonly serve: (serving: Serving) => void;
  /** `/healthz` says 503 and nothing new is taken. */
  readonly pause: () => void;
  readonly stop: () => Promise<void>;
};

type Serving = {
  readonly requests: RequestListener | null;
  readonly readiness: () => Promise<Told>;
};

/**
 * Takes the port at once, so that a busy one is known before anything else has begun; responds 503 until `serve`.
 * @param host the address to listen on; without it all of this machine's
 */
export async function startWeb(port: number, host?: string): Promise<Web> {
  let up = false;
  let serving: Serving | null = null;
  const app = createPages(() => (up ? serving : null));
  const listener = getRequestListener(app.fetch, {
    // HTTP/1.0 needs no Host header, and whoever looks after health may send none.
    hostname: 'localhost',
    overrideGlobalObjects: false,
  });
  const server = createServer(LIMITS, (request, response) => {
    listener(request, response).catch(() => response.destroy());
  });
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, port, host);
  return {
    port: (server.address() as { port: number }).port,
    serve(what) {
      serving = what;
      up = true;
    },
    pause() {
      up = false;
    },
    async stop() {
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1_000).unref();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** @param serving answers null while nothing is taken */
function createPages(serving: () => Serving | null): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/healthz', (c) => (serving() ? c.text('ok\n') : c.text('not up\n', 503)));
  app.get('/readyz', async (c) => {
    const told: Told = (await serving()?.readiness()) ?? { isReady: false, parts: ['start'] };
    c.header('content-type', 'application/json');
    return c.body(`${JSON.stringify(told)}\n`, told.isReady ? 200 : 503);
  });
  app.use(async (c, next) => (serving() ? next() : c.text('not up\n', 503)));
  app.post(SLACK, (c) => {
    const { requests } = serving() ?? {};
    if (!requests) return c.notFound();
    requests(c.env.incoming, c.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  app.notFound((c) => c.text('nothing here\n', 404));
  return app;
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((done, failed) => {
    // Stays for good: a connection that cannot be accepted, when there are too many, is told here as well.
    server.on('error', (error) => failed(explainAddress(port, host, error)));
    server.listen({ port, host }, done);
  });
}

/** What to do about an address that cannot be had; other errors pass unchanged. */
function explainAddress(port: number, host: string | undefined, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new ConfigError(
      `Port ${port} is taken by another program: stop that one, or set PORT to another number.`,
    );
  }
  if (code === 'EACCES') {
    return new ConfigError(`Port ${port} needs more rights than you have: set PORT to one from 1024 on.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') {
    return new ConfigError(
      `HOST is ${host}, which is no address of this machine: set it to one, to 0.0.0.0 for all, or leave it out.`,
    );
  }
  return error;
}
