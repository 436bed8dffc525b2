import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { SECOND } from '../domain/kernel/time.ts';
import { retryAfterOf } from './calls.ts';

const LONGEST_WAIT = 30 * SECOND;

/**
 * Opens the socket again whenever it closes, until it is stopped. Slack's client would do so by itself, but when it
 * cannot reach Slack just then, it rejects where nobody catches it, which would end the process; so its own way is
 * switched off (`autoReconnectEnabled`). The first time a failure is told, unless Slack only asks for a pause, since
 * then it is more likely the set-up that is wrong.
 */
export function keepReopening(client: SocketModeReceiver['client']): void {
  const start = client.start.bind(client);
  let wasOpen = false;
  let isOpening = false;
  let isStopped = false;
  client.on('connected', () => {
    wasOpen = true;
  });
  client.on('disconnecting', () => {
    isStopped = true;
  });
  client.on('disconnected', () => {
    if (wasOpen && !isOpening && !isStopped) void client.start();
  });
  client.start = async () => {
    isOpening = true;
    try {
      // By hand: p-retry gives up at a TypeError, and nobody catches what this rejects with once it was open.
      for (let tries = 0; ; tries++) {
        if (wasOpen) await pause(Math.min((tries + 1) * SECOND, LONGEST_WAIT));
        if (isStopped) return { ok: false };
        try {
          const opened = await start();
          // Stopped while Slack was being asked for an address.
          if (isStopped) await client.disconnect();
          return opened;
        } catch (error) {
          const asked = retryAfterOf(error);
          if (!wasOpen && asked === null) throw error;
          await pause(asked ?? 0);
        }
      }
    } finally {
      isOpening = false;
    }
  };
}

function pause(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
