import type { RequestListener } from 'node:http';
import {
  App,
  HTTPReceiver,
  type Logger,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt';
import { CLIENT_OPTIONS } from './calls.ts';
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
  const intake = commitBeforeAck(receiver);
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

type Intake = {
  readonly receiver: Receiver;
  /** Takes nothing new, and resolves when what was taken is done: whatever is left out, Slack sends again. */
  readonly close: () => Promise<void>;
};

/**
 * Bolt acknowledges an event before its listeners run, so a crash in between would lose it. Here an event's
 * acknowledgement waits for the listeners, and never comes when one fails: Slack then sends the event again.
 */
function commitBeforeAck(receiver: Receiver): Intake {
  const underWay = new Set<Promise<void>>();
  let isClosed = false;

  async function take(app: App, event: ReceiverEvent): Promise<void> {
    if (event.body.type !== 'event_callback') return app.processEvent(event);
    await app.processEvent({ ...event, ack: async () => {} });
    await event.ack();
  }

  return {
    receiver: {
      init: (app) => {
        const held = Object.create(app) as App;
        held.processEvent = (event) => {
          if (isClosed) return Promise.resolve();
          const taken = take(app, event);
          underWay.add(taken);
          void taken.catch(() => {}).finally(() => underWay.delete(taken));
          return taken;
        };
        receiver.init(held);
      },
      start: (...args) => receiver.start(...args),
      stop: (...args) => receiver.stop(...args),
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}
