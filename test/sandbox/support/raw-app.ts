import { WebSocket } from 'ws';
import type { Json } from '../../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { call } from './api.ts';

export type Received = Json & { readonly envelope_id: string; readonly type: string; readonly payload: Json };

/** One bare Socket Mode connection that does what the test tells it to with each envelope. */
export type RawApp = {
  readonly hello: Json;
  readonly received: Received[];
  readonly disconnects: Json[];
  ack(envelope: Received, payload?: Json): void;
  close(): void;
};

/** Connects, waits for the hello, and hands envelopes to `onEnvelope`; without it they are acknowledged at once. */
export async function rawApp(
  sandbox: Sandbox,
  onEnvelope?: (envelope: Received, app: RawApp) => void,
): Promise<RawApp> {
  const { url } = await call(sandbox, 'apps.connections.open', {}, sandbox.appToken);
  const socket = new WebSocket(String(url));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    const received: Received[] = [];
    const disconnects: Json[] = [];
    let app: RawApp | undefined;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Json;
      if (message.type === 'hello') {
        app = {
          hello: message,
          received,
          disconnects,
          ack: (envelope, payload) =>
            socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload })),
          close: () => socket.close(),
        };
        resolve(app);
      } else if (message.type === 'disconnect') disconnects.push(message);
      else if (app) {
        const envelope = message as Received;
        received.push(envelope);
        if (onEnvelope) onEnvelope(envelope, app);
        else app.ack(envelope);
      }
    });
  });
}
