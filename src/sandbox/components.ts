import { type Actor, createActor } from './actor/actor.ts';
import { type Api, createApi } from './api/call.ts';
import type { ApiContext } from './api/method.ts';
import { createRateLimiter } from './api/rate-limits.ts';
import { answerResponseUrl } from './api/response-url.ts';
import { type AppErrors, noAppErrors } from './app-errors.ts';
import { type PageService, servePage } from './client/serve.ts';
import { createDelivery, type Delivery, type Transport } from './delivery/deliver.ts';
import { createHttpTransport, verifyRequestUrl } from './delivery/http.ts';
import { forwardEvents, type InteractionContext } from './delivery/interactions.ts';
import { createSocketMode, type SocketMode } from './delivery/socket-mode.ts';
import { createInjector, type Injector } from './faults/injector.ts';
import { nested } from './intercept.ts';
import { readManifest } from './manifest.ts';
import type { Json } from './protocol.ts';
import type { SandboxOptions } from './sandbox.ts';
import type { Secrets } from './secrets.ts';
import { seedWorkspace } from './seed.ts';
import { SlackError } from './workspace/errors.ts';
import { ensure } from './workspace/indexes.ts';
import { findPerson } from './workspace/people.ts';
import { createTriggers } from './workspace/triggers.ts';
import { type AppIdentity, type Identity, openWorkspace, type Workspace } from './workspace/workspace.ts';

export const identity: Identity = {
  id: 'T0ACMESUPPORT',
  name: 'Acme Support',
  domain: 'acme-support',
  emailDomain: 'acme-support.example',
};
export const app: AppIdentity = { appId: 'A0SANDBOXAPP', botId: 'B0SANDBOXBOT', botUserId: 'U0SANDBOXBOT' };

/** Slack tries an event again nearly at once, after a minute and after five. */
const slackRetryDelaysMs = [1000, 60_000, 300_000];

/** Everything a sandbox consists of, but for the server that is in front of it. */
export type Components = {
  readonly workspace: Workspace;
  readonly appErrors: AppErrors;
  readonly injector: Injector;
  readonly delivery: Delivery;
  readonly socketMode: SocketMode;
  readonly api: Api;
  readonly page: PageService;
  /** Uninstalls the app, or installs it again. */
  setInstalled(isInstalled: boolean): void;
  person(who: string): Actor;
  /** Performs a post to a response URL. */
  respond(id: string, body: Json): void;
  deliverTo(requestUrl: string): Promise<void>;
  stop(): Promise<void>;
};

/** @param base The address, without a slash at its end, below which response URLs stand. */
export function createComponents(options: SandboxOptions, base: string, secrets: Secrets): Components {
  const { signingSecret } = secrets;
  const now = options.now ?? Date.now;
  const manifest = readManifest(options.manifest);
  const workspace = openWorkspace({ identity, app, manifest, now, dataDir: options.dataDir });
  seedWorkspace(workspace, options.seed ?? 'acme');
  const appErrors = noAppErrors();
  const injector = createInjector({
    random: options.random ?? Math.random,
    changed: () => workspace.changes.emit({ type: 'faults' }),
  });
  const triggers = createTriggers(now);
  const socketMode = createSocketMode({
    appId: app.appId,
    changed: () => workspace.changes.emit({ type: 'app' }),
  });
  const http = (requestUrl: string) => createHttpTransport({ requestUrl, signingSecret });
  let transport: Transport = options.requestUrl === undefined ? socketMode : http(options.requestUrl);
  const delivery = createDelivery({
    transport: () => transport,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    retryDelaysMs: options.retryDelaysMs ?? slackRetryDelaysMs,
    appErrors,
    settled: () => workspace.changes.emit({ type: 'tick' }),
    intercept: nested(options.interceptDelivery, injector.delivery),
  });
  const { later, forget } = createTimers();
  const openLink = (host: string) =>
    `ws://${host}/link/?ticket=${socketMode.openTicket()}&app_id=${app.appId}`;
  let isInstalled = true;
  const served = { workspace, triggers, openLink, later };
  const api = startApi(options, secrets, served, injector, () => isInstalled);
  const responseAddress = (id: string) => `${base}/response/${id}`;
  const person = people({ workspace, triggers, delivery, appErrors, responseAddress });
  const isConnected = () => transport !== socketMode || socketMode.connections() > 0;
  const page = servePage({ workspace, person, isConnected, injector });
  const stopEvents = forwardEvents(workspace, delivery);

  return {
    workspace,
    appErrors,
    injector,
    delivery,
    socketMode,
    api,
    page,
    setInstalled(on) {
      if (isInstalled && !on) workspace.changes.emit({ type: 'app.uninstalled' });
      isInstalled = on;
    },
    person,
    respond: responder(workspace, api),
    async deliverTo(requestUrl) {
      await verifyRequestUrl({ requestUrl, signingSecret });
      transport = http(requestUrl);
      workspace.changes.emit({ type: 'app' });
    },
    async stop() {
      stopEvents();
      forget();
      delivery.stop();
      page.stop();
      await socketMode.stop();
      workspace.close();
    },
  };
}

function startApi(
  options: SandboxOptions,
  { botToken, appToken }: Secrets,
  context: ApiContext,
  injector: Injector,
  isInstalled: () => boolean,
): Api {
  const limiter = createRateLimiter(context.workspace.now, { enabled: options.rateLimits ?? true });
  const intercept = nested(options.interceptCall, injector.call);
  return createApi({ context, limiter, botToken, appToken, isInstalled, intercept });
}

/** Each person's one actor, so that what they were told stays with them. */
function people(link: InteractionContext): (who: string) => Actor {
  const actors = new Map<string, Actor>();
  return (who) => {
    const found = findPerson(link.workspace, who);
    if (!found) throw new Error(`There is nobody called ${who} in the sandbox.`);
    return ensure(actors, found.id, () => createActor(link, found.id));
  };
}

function responder(workspace: Workspace, api: Api): (id: string, body: Json) => void {
  return (id, args) => {
    const call = { method: 'response_url', args, at: workspace.now() };
    try {
      answerResponseUrl(workspace, id, args);
      api.calls.push({ ...call, ok: true });
    } catch (error) {
      if (error instanceof SlackError) api.calls.push({ ...call, ok: false, error: error.code });
      throw error;
    } finally {
      workspace.changes.emit({ type: 'tick' });
    }
  };
}

/** Node's timers hold at most 24.8 days; a sandbox does not run that long. */
const longestTimerMs = 2_147_483_647;

function createTimers(): { later: ApiContext['later']; forget: () => void } {
  const timers = new Set<NodeJS.Timeout>();
  return {
    later(delayMs, what) {
      const timer = setTimeout(what, Math.min(delayMs, longestTimerMs));
      timer.unref();
      timers.add(timer);
    },
    forget() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
