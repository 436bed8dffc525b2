import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, type Logger, SocketModeReceiver } from '@slack/bolt';
import type { Dispatcher } from 'undici';
import { createAckReceiver } from './ack-receiver.ts';
import { createAdmission } from './admission.ts';
import { CLIENT_OPTIONS } from './calls.ts';
import type { ListenerContext } from './listener-context.ts';
import { createListenerRegistry } from './listener-registry.ts';
import { registerAccounts } from './listeners/accounts.ts';
import { registerChannel } from './listeners/channel.ts';
import { registerInstallation } from './listeners/installation.ts';
import { registerNoteShortcut } from './listeners/note-shortcut.ts';
import { registerOverview } from './listeners/overview.ts';
import { registerSlices } from './listeners/slices.ts';
import { registerSwarm } from './listeners/swarm.ts';
import { registerWhole } from './listeners/whole.ts';
import { withQuota } from './quota.ts';
import { keepReopening } from './reopen.ts';
import type { ClockTrouble } from './request-clock.ts';
import { createRequestGuard, guardSocket } from './request-guard.ts';

export type SlackConfig = {
  readonly botToken: string;
  readonly apiUrl?: string | undefined;
  /** How the socket is opened; without it directly. */
  readonly dispatcher?: Dispatcher | undefined;
} & (
  | { readonly mode: 'socket'; readonly appToken: string }
  | { readonly mode: 'http'; readonly signingSecret: string }
);

/** Muster as Slack sees it. In HTTP mode `requests` answers /slack/events; over Socket Mode it is null. */
export type SlackApp = {
  readonly requests: RequestListener | null;
  /** What is wrong with the connection, in words; null when all is well. */
  readonly trouble: () => string | null;
  /** What Slack's signatures tell of this machine's clock, over HTTP; null when it is right. */
  readonly clockTrouble: () => ClockTrouble | null;
  /** @param workspace where Muster is installed, whose people may ask something of it */
  readonly start: (workspace: string) => Promise<void>;
  /** Takes nothing new; what was taken is finished by `Muster.later`'s owner. */
  readonly stop: () => Promise<void>;
};

/** @param hear is given everything that is to be admitted, before that is decided and before it is acknowledged */
export function createSlackApp(
  context: ListenerContext,
  config: SlackConfig,
  logger: Logger,
  hear: (body: unknown) => Promise<void>,
): SlackApp {
  const clientOptions = { ...CLIENT_OPTIONS, ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}) };
  const receiver =
    config.mode === 'http'
      ? new HTTPReceiver({ signingSecret: config.signingSecret, endpoints: '/slack/events', logger })
      : new SocketModeReceiver({
          appToken: config.appToken,
          dispatcher: config.dispatcher,
          installerOptions: { clientOptions },
          logger,
          autoReconnectEnabled: false,
        });
  if (receiver instanceof SocketModeReceiver) {
    guardSocket(receiver.client);
    keepReopening(receiver.client);
  }
  const ackReceiver = createAckReceiver(receiver, context);
  const app = new App({
    token: config.botToken,
    receiver: ackReceiver.receiver,
    clientOptions,
    logger,
    // Bolt would ask it for a conversation with everything that arrives.
    convoStore: false,
    deferInitialization: true,
  });
  const admission = createAdmission(context);
  const admit = withQuota(context, admission.admit);
  const listeners = createListenerRegistry(app, async (args) => {
    await hear(args.body);
    return admit(args);
  });
  for (const register of [
    registerSwarm,
    registerChannel,
    registerAccounts,
    registerInstallation,
    registerNoteShortcut,
    registerOverview,
    registerSlices,
    registerWhole,
  ]) {
    register(listeners, context);
  }
  const connection = watchConnection(receiver);
  const guard =
    config.mode === 'http' && receiver instanceof HTTPReceiver
      ? createRequestGuard({
          next: receiver.requestListener,
          signingSecret: config.signingSecret,
          log: context.engine.log,
          now: Date.now,
        })
      : null;
  return {
    trouble: connection.trouble,
    clockTrouble: () => guard?.clockTrouble() ?? null,
    requests: guard?.requests ?? null,
    start: async (workspace) => {
      admission.openTo(workspace);
      await app.init();
      if (receiver instanceof SocketModeReceiver) await receiver.start();
      connection.serve(true);
    },
    stop: async () => {
      connection.serve(false);
      await ackReceiver.close();
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
    },
  };
}

/** Over HTTP it is Slack that connects: there it is enough to be there. */
function watchConnection(receiver: HTTPReceiver | SocketModeReceiver) {
  let isServing = false;
  let isConnected = receiver instanceof HTTPReceiver;
  if (receiver instanceof SocketModeReceiver) {
    receiver.client.on('connected', () => {
      isConnected = true;
    });
    for (const state of ['connecting', 'reconnecting', 'disconnecting', 'disconnected']) {
      receiver.client.on(state, () => {
        isConnected = false;
      });
    }
  }
  return {
    serve(on: boolean) {
      isServing = on;
    },
    trouble() {
      if (!isServing) return 'it is starting or stopping';
      return isConnected ? null : 'the socket is closed and being opened again';
    },
  };
}
