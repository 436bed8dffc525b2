import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { SECOND } from '../domain/kernel/time.ts';

const LONGEST_WAIT = 30 * SECOND;

/**
 * Once its socket was open, Slack's client opens it again when it closes, but gives up when Slack cannot be reached
 * just then, and rejects where nobody catches it, which would end the process. So it tries again until it is stopped.
 * The first time a failure is told, since then it is more likely the set-up that is wrong.
 */
export function keepReopening(client: SocketModeReceiver['client']): void {
  const start = client.start.bind(client);
  let wasOpen = false;
  let isStopped = false;
  client.on('connected', () => {
    wasOpen = true;
  });
  client.on('disconnecting', () => {
    isStopped = true;
  });
  client.start = async () => {
    for (let tries = 1; ; tries++) {
      try {
        return await start();
      } catch (error) {
        if (!wasOpen) throw error;
        await sleep(Math.min(tries * SECOND, LONGEST_WAIT), undefined, { ref: false });
        if (isStopped) return { ok: false };
      }
    }
  };
}
