import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Actor, createActor } from './actor/actor.ts';
import { type Answer, type ApiCall, createApi, type LoggedCall } from './api/call.ts';
import { createRateLimiter } from './api/rate-limits.ts';
import { takeResponse } from './api/response-url.ts';
import { servePage } from './client/serve.ts';
import { createDelivery, type Envelope, type Outcome } from './delivery/deliver.ts';
import { createHttpTransport, verifyRequestUrl } from './delivery/http.ts';
import { type AppLink, feedEvents } from './delivery/interactions.ts';
import { createSocketMode } from './delivery/socket-mode.ts';
import { type Faults, type Intercept, noFaults } from './faults.ts';
import { createSandboxServer } from './http-server.ts';
import { readManifest } from './manifest.ts';
import type { Json } from './protocol.ts';
import { type Seed, sowSeed } from './seed.ts';
import { createUntil, type Until } from './waiting.ts';
import { SlackError } from './workspace/errors.ts';
import { ensure } from './workspace/indexes.ts';
import { findPerson } from './workspace/people.ts';
import { createTriggers } from './workspace/triggers.ts';
import { type AppIdentity, type Identity, openWorkspace } from './workspace/workspace.ts';

export type SandboxOptions = {
  /** The app's manifest, as YAML or JSON text. */
  readonly manifest: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Where state survives a restart; without it everything is forgotten at the end. */
  readonly dataDir?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Slack's rate limits, on unless switched off. */
  readonly rateLimits?: boolean;
  readonly seed?: Seed;
  /** How long the app may take to acknowledge, in ms; Slack's figure is 3000. */
  readonly ackTimeoutMs?: number;
  /** Waits before an event is sent a second, third and fourth time, in ms. */
  readonly retryDelaysMs?: readonly number[];
  /** Where to deliver over HTTP instead of Socket Mode. */
  readonly requestUrl?: string | undefined;
  /** Stand between the app and the Web API, or the app and its deliveries, to inject faults. */
  readonly interceptCall?: Intercept<ApiCall, Answer>;
  readonly interceptDelivery?: Intercept<Envelope, Outcome>;
};

export type Sandbox = {
  /** The page's address. */
  readonly url: string;
  /** For Bolt's `clientOptions.slackApiUrl`; ends in "/api/". */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly workspaceId: string;
  readonly appId: string;
  readonly botUserId: string;
  /** By id, handle or e-mail. */
  person(who: string): Actor;
  /** Every Web API call and every post to a response URL (as method "response_url"), oldest first. */
  readonly calls: readonly LoggedCall[];
  readonly faults: Faults;
  /** What was delivered to the app, oldest first. */
  readonly deliveries: readonly Envelope[];
  /** Delivers over HTTP from now on, once the address has answered Slack's challenge. */
  deliverTo(requestUrl: string): Promise<void>;
  /** Sends something again as Slack does when it missed the acknowledgement. */
  redeliver(envelope: Envelope): Promise<Outcome>;
  /** Asks one Socket Mode connection, or all, to reconnect. */
  refreshConnections(all?: boolean): void;
  connections(): number;
  /** Waits, looking again after everything that happens, until `look` finds something. */
  readonly until: Until;
  stop(): Promise<void>;
};

const identity: Identity = {
  id: 'T0ACMESUPPORT',
  name: 'Acme Support',
  domain: 'acme-support',
  emailDomain: 'acme-support.example',
};
const app: AppIdentity = { appId: 'A0SANDBOXAPP', botId: 'B0SANDBOXBOT', botUserId: 'U0SANDBOXBOT' };

/** Constant and plainly made up: they open nothing but a sandbox. */
const botToken = 'xoxb-sandbox-0000000000-not-a-secret';
const appToken = 'xapp-sandbox-0000000000-not-a-secret';
const signingSecret = 'sandbox-signing-secret-not-a-secret';

/** Slack tries an event again nearly at once, after a minute and after five. */
const slackRetryDelaysMs = [1000, 60_000, 300_000];

/** Starts a local Slack with one app in it. A port in use is refused with one sentence that names SANDBOX_PORT. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const host = options.host ?? '127.0.0.1';
  const manifest = readManifest(options.manifest);
  const workspace = openWorkspace({ identity, app, manifest, now, dataDir: options.dataDir });
  sowSeed(workspace, options.seed ?? 'acme');

  const faults = noFaults();
  const triggers = createTriggers(now);
  const timers = new Set<NodeJS.Timeout>();
  const tick = () => workspace.changes.emit({ type: 'tick' });
  const socketMode = createSocketMode({
    appId: app.appId,
    changed: () => workspace.changes.emit({ type: 'app' }),
  });
  const http = (requestUrl: string) => createHttpTransport({ requestUrl, signingSecret, now });
  let transport = options.requestUrl === undefined ? socketMode : http(options.requestUrl);
  const delivery = createDelivery({
    transport: () => transport,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    retryDelaysMs: options.retryDelaysMs ?? slackRetryDelaysMs,
    faults,
    settled: tick,
    ...(options.interceptDelivery ? { intercept: options.interceptDelivery } : {}),
  });
  const api = createApi({
    context: {
      workspace,
      triggers,
      openLink: (at) => `ws://${at}/link/?ticket=${socketMode.openTicket()}&app_id=${app.appId}`,
      later(delayMs, what) {
        // Node's timers hold at most 24.8 days; a sandbox does not run that long.
        const timer = setTimeout(what, Math.min(delayMs, 2_147_483_647));
        timer.unref();
        timers.add(timer);
      },
    },
    limiter: createRateLimiter(now, { enabled: options.rateLimits ?? true }),
    botToken,
    appToken,
    faults,
    ...(options.interceptCall ? { intercept: options.interceptCall } : {}),
  });

  function respond(id: string, body: Json): void {
    const call = { method: 'response_url', args: body, at: now() };
    try {
      takeResponse(workspace, id, body);
      api.calls.push({ ...call, ok: true });
    } catch (error) {
      if (error instanceof SlackError) api.calls.push({ ...call, ok: false, error: error.code });
      throw error;
    } finally {
      tick();
    }
  }

  const actors = new Map<string, Actor>();
  let base = '';
  const link: AppLink = {
    workspace,
    triggers,
    delivery,
    faults,
    responseAddress: (id) => `${base}/response/${id}`,
  };
  function person(who: string): Actor {
    const found = findPerson(workspace, who);
    if (!found) throw new Error(`There is nobody called ${who} in the sandbox.`);
    return ensure(actors, found.id, () => createActor(link, found.id));
  }

  const isConnected = () => transport !== socketMode || socketMode.connections() > 0;
  const page = servePage({ workspace, person, isConnected });
  const server = createSandboxServer({
    api: () => api,
    socketMode: () => socketMode,
    page: page.accept,
    respond,
  });
  const port = await listen(server, options.port ?? 0, host);
  base = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const unfeed = feedEvents(workspace, delivery);

  return {
    url: `http://localhost:${port}`,
    apiUrl: `${base}/api/`,
    botToken,
    appToken,
    signingSecret,
    workspaceId: identity.id,
    appId: app.appId,
    botUserId: app.botUserId,
    person,
    calls: api.calls,
    faults,
    deliveries: delivery.sent,
    async deliverTo(requestUrl) {
      await verifyRequestUrl({ requestUrl, signingSecret, now });
      transport = http(requestUrl);
      workspace.changes.emit({ type: 'app' });
    },
    redeliver: (envelope) => delivery.again(envelope),
    refreshConnections: (all) => socketMode.refresh(all),
    connections: () => socketMode.connections(),
    until: createUntil(workspace.changes, () => lastCalls(api.calls, faults)),
    async stop() {
      unfeed();
      for (const timer of timers) clearTimeout(timer);
      delivery.stop();
      await socketMode.stop();
      page.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      workspace.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = `Port ${port} is in use: set SANDBOX_PORT to a free one, or stop what listens there.`;
      reject(error.code === 'EADDRINUSE' ? new Error(busy) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** What a test that waited in vain wants to know first. */
function lastCalls(calls: readonly LoggedCall[], faults: Faults): string {
  const last = calls.slice(-12).map(({ method, ok, error }) => `  ${method}: ${ok ? 'ok' : error}`);
  return ['The last calls were:', ...last, ...faults.log.map((line) => `  fault: ${line}`)].join('\n');
}
