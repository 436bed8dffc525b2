import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { ConfigError } from '../config/environment.ts';

export type Web = {
  readonly port: number;
  /** From now on `/healthz` says 200, `/readyz` what `readiness` finds, and everything else goes to `requests`. */
  readonly serve: (serving: Serving) => void;
  /** `/healthz` says 503 and nothing new is taken. */
  readonly pause: () => void;
  readonly stop: () => Promise<void>;
};

type Serving = {
  readonly requests: RequestListener | null;
  readonly readiness: () => Promise<{ readonly isReady: boolean }>;
};

/** Takes the port at once, so that a busy one is known before anything else has begun; answers 503 until `serve`. */
export async function startWeb(port: number): Promise<Web> {
  let up = false;
  let serving: Serving | null = null;
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/readyz') return void tellReadiness(response, up ? serving : null);
    if (path === '/healthz') return reply(response, up ? 200 : 503, up ? 'ok' : 'not up');
    if (!up) return reply(response, 503, 'not up');
    if (serving?.requests) return serving.requests(request, response);
    reply(response, 404, 'nothing here');
  });
  await listen(server, port);
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

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error) => failed(explainPort(port, error)));
    server.listen(port, done);
  });
}

/** What to do about a port that cannot be had; other errors pass unchanged. */
function explainPort(port: number, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new ConfigError(
      `Port ${port} is taken by another program: stop that one, or set PORT to another number.`,
    );
  }
  if (code === 'EACCES') {
    return new ConfigError(`Port ${port} needs more rights than you have: set PORT to one from 1024 on.`);
  }
  return error;
}

async function tellReadiness(response: ServerResponse, serving: Serving | null): Promise<void> {
  const notUp = { isReady: false, problems: ['Muster is starting or stopping.'] };
  const told = (await serving?.readiness().catch(explain)) ?? notUp;
  response.writeHead(told.isReady ? 200 : 503, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(told)}\n`);
}

function explain(error: Error): { readonly isReady: boolean; readonly problems: string[] } {
  return { isReady: false, problems: [error.message] };
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
