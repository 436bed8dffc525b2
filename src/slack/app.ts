import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, type Logger, SocketModeReceiver } from '@slack/bolt';
import { CLIENT_OPTIONS } from './calls.ts';
import { createIntake } from './intake.ts';
import { registerCheckpoint } from './listeners/checkpoint.ts';
import { registerContext } from './listeners/context.ts';
import { registerModals } from './listeners/modals.ts';
import { registerOverview } from './listeners/overview.ts';
import { registerOwnership } from './listeners/ownership.ts';
import { registerResolution } from './listeners/resolution.ts';
import { registerSwarm } from './listeners/swarm.ts';
import type { Muster } from './muster.ts';

export type SlackConfig = {
  readonly botToken: string;
  readonly apiUrl?: string | undefined;
} & (
  | { readonly mode: 'socket'; readonly appToken: string }
  | { readonly mode: 'http'; readonly signingSecret: string }
);

/** Muster as Slack sees it. In HTTP mode `requests` answers /slack/events; over Socket Mode it is null. */
export type SlackApp = {
  readonly requests: RequestListener | null;
  readonly start: () => Promise<void>;
  /** Takes nothing new; what was taken is finished by `Muster.later`'s owner. */
  readonly stop: () => Promise<void>;
};

export function createSlackApp(muster: Muster, config: SlackConfig, logger: Logger): SlackApp {
  const clientOptions = { ...CLIENT_OPTIONS, ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}) };
  const receiver =
    config.mode === 'http'
      ? new HTTPReceiver({ signingSecret: config.signingSecret, endpoints: '/slack/events', logger })
      : new SocketModeReceiver({ appToken: config.appToken, installerOptions: { clientOptions }, logger });
  const intake = createIntake(receiver, muster);
  const app = new App({
    token: config.botToken,
    receiver: intake.receiver,
    clientOptions,
    logger,
    deferInitialization: true,
  });
  for (const register of [
    registerSwarm,
    registerOwnership,
    registerCheckpoint,
    registerContext,
    registerResolution,
    registerModals,
    registerOverview,
  ]) {
    register(app, muster);
  }
  return {
    requests: receiver instanceof HTTPReceiver ? receiver.requestListener : null,
    start: async () => {
      await app.init();
      if (receiver instanceof SocketModeReceiver) await receiver.start();
    },
    stop: async () => {
      await intake.close();
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
    },
  };
}
