import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoggedCall } from './api/call.ts';
import type { AppErrors } from './app-errors.ts';
import { app, type Components, createComponents, identity } from './components.ts';
import { createSandboxServer, loadPage } from './http-server.ts';
import { isLoopback } from './request-check.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { personRecord } from './seed.ts';
import { createUntil } from './until.ts';
import {
  addPerson,
  deactivatePerson,
  reactivatePerson,
  recreatePerson,
  renamePerson,
  setGuest,
} from './workspace/people.ts';

export type { Sandbox, SandboxOptions } from './sandbox.ts';

/** Starts a local Slack with one app in it. A port in use is refused in one sentence, with Node's EADDRINUSE as its cause. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const secrets = createSecrets(checkedSecret(host, options.secret));
  let components: Components | undefined;
  const server = createSandboxServer(() => components, { host, page: secrets.page });
  const port = await listen(server, options.port ?? 0, host);
  const base = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
  try {
    // Only after the port is ours: of two that start on one folder the second must not touch it.
    components = createComponents(options, base, secrets);
  } catch (error) {
    server.close();
    throw error;
  }
  return createSandbox(components, server, base, `http://${nameOf(host)}:${port}/${secrets.page}`, secrets);
}

/** @throws in one sentence when others than this machine's programs could reach a sandbox that has no secret */
function checkedSecret(host: string, secret: string | undefined): string | undefined {
  if (secret !== undefined && secret.length < 16) {
    throw new Error('The secret is shorter than 16 characters: take a longer one.');
  }
  if (secret === undefined && !isLoopback(host)) {
    throw new Error(
      `The sandbox would listen on ${host}, where others reach it: give it a secret, or leave the host out.`,
    );
  }
  return secret;
}

/** By what the page is opened in a browser. */
function nameOf(host: string): string {
  if (isLoopback(host) || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function createSandbox(
  components: Components,
  server: Server,
  base: string,
  url: string,
  { botToken, appToken, signingSecret }: Secrets,
): Sandbox {
  const { api, delivery, appErrors, injector, socketMode, workspace } = components;
  return {
    url,
    apiUrl: `${base}/api/`,
    botToken,
    appToken,
    signingSecret,
    workspaceId: identity.id,
    appId: app.appId,
    botUserId: app.botUserId,
    person: components.person,
    addPerson(person) {
      const { id } = addPerson(
        workspace,
        personRecord(workspace, person, workspace.indexes.personIds.length),
      );
      return components.person(id);
    },
    deactivate: (who) => deactivatePerson(workspace, components.person(who).id),
    reactivate: (who) => reactivatePerson(workspace, components.person(who).id),
    recreate: (who) => components.person(recreatePerson(workspace, components.person(who).id).id),
    rename: (who, name) => renamePerson(workspace, components.person(who).id, name),
    setGuest: (who, guest) => setGuest(workspace, components.person(who).id, guest),
    uninstall: () => components.setInstalled(false),
    install: () => components.setInstalled(true),
    calls: api.calls,
    appErrors,
    inject: (rule) => injector.inject(rule),
    faultRules: () => injector.rules(),
    clearFaults: (id) => injector.clear(id),
    deliveries: delivery.sent,
    deliverTo: components.deliverTo,
    redeliver: (envelope) => delivery.again(envelope),
    refreshConnections: (all) => socketMode.refresh(all),
    connections: () => socketMode.connections(),
    preparePage: async () => void (await loadPage()),
    until: createUntil(workspace.changes, () => lastCalls(api.calls, appErrors)),
    async stop() {
      await components.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = `Port ${port} is in use: choose a free one, or stop what listens there.`;
      reject(error.code === 'EADDRINUSE' ? new Error(sentence, { cause: error }) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** What a test that waited in vain wants to know first. */
function lastCalls(calls: readonly LoggedCall[], appErrors: AppErrors): string {
  const last = calls.slice(-12).map(({ method, ok, error }) => `  ${method}: ${ok ? 'ok' : error}`);
  return [
    'The last calls were:',
    ...last,
    ...appErrors.log.map((line) => `  error of the app: ${line}`),
  ].join('\n');
}
