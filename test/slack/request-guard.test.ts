import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { keepReopening } from '../../src/slack/reopen.ts';
import { guardSocket } from '../../src/slack/request-guard.ts';

let server: Server;
let sockets: WebSocketServer;
let receiver: SocketModeReceiver;
let taken: unknown[] = [];
const strays: unknown[] = [];
const stray = (error: unknown) => strays.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  server = createServer((_, response) => {
    const { port } = server.address() as AddressInfo;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/` }));
  });
  sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => socket.send('{"type":"hello"}'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const slackApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  receiver = new SocketModeReceiver({
    appToken: 'xapp-1',
    installerOptions: { clientOptions: { slackApiUrl, retryConfig: { retries: 0 } } },
    autoReconnectEnabled: false,
    logger: {
      setLevel() {},
      getLevel: () => LogLevel.INFO,
      setName() {},
      error() {},
      warn() {},
      info() {},
      debug() {},
    },
  });
  guardSocket(receiver.client);
  keepReopening(receiver.client);
  receiver.client.on('slack_event', ({ envelope_id }) => taken.push(envelope_id));
  await receiver.start();
});
afterEach(() => {
  taken = [];
});
afterAll(async () => {
  await receiver.stop();
  process.off('unhandledRejection', stray);
  process.off('uncaughtException', stray);
  for (const socket of sockets.clients) socket.terminate();
  server.close();
});

const socket = () => [...sockets.clients].find((one) => one.readyState === one.OPEN);
const envelope = (type: unknown, payload: unknown) => JSON.stringify({ type, envelope_id: 'odd', payload });
const event = (type: unknown) => envelope('events_api', { event: { type } });

/** What comes after whatever was odd is taken: the process lives, and so does a connection. */
async function expectAlive(): Promise<void> {
  const sound = JSON.stringify({
    type: 'slash_commands',
    envelope_id: 'sound',
    payload: { command: '/swarm' },
  });
  const send = () => {
    // What is sent over a socket that is closing is lost, as it is with Slack, which sends it again.
    socket()?.send(sound);
    return taken;
  };
  await expect.poll(send).toContain('sound');
  expect(strays).toEqual([]);
}

test.each([
  ['nothing', ''],
  ['no JSON', 'hello'],
  ['a number', '7'],
  ['nothing at all', 'null'],
  ['a list', '[[]]'],
  ['lists within lists', '['.repeat(200_000)],
  ['an object without anything', '{}'],
  ['an event without an envelope', '{"type":"events_api"}'],
  [
    'an envelope that is none',
    '{"type":"events_api","envelope_id":{"toString":1},"payload":{"event":{"type":"a"}}}',
  ],
  ['a type that is none', envelope({ toString: 1 }, {})],
  ['a payload that is none', envelope('slash_commands', 7)],
  ['an event that is none', envelope('events_api', { event: null })],
  ['an event whose type is none', event({ toString: 1 })],
  ['an event without a type', event(undefined)],
  ...['ws_message', 'close', 'error', 'connected', 'disconnected', 'disconnecting', 'slack_event'].flatMap(
    (name): [string, string][] => [
      [`an event called ${name}`, event(name)],
      [`an envelope called ${name}`, envelope(name, {})],
    ],
  ),
  ['a greeting out of turn', '{"type":"hello"}'],
])('%s over the socket is left alone', async (_, text) => {
  await expect.poll(socket).toBeDefined();
  socket()?.send(text);
  await expectAlive();
  expect(new Set(taken)).toEqual(new Set(['sound']));
});

test.each<[string, (socket: WebSocket) => void]>([
  ['bytes', (one) => one.send(Buffer.from([0, 1, 2, 255]))],
  ['a ping with a long word', (one) => one.ping('x'.repeat(125))],
  ['a wish to close', (one) => one.send('{"type":"disconnect","reason":"refresh_requested"}')],
  ['a close with an odd code', (one) => one.close(4_999, 'because')],
  ['a connection that breaks', (one) => one.terminate()],
  ['what is no frame', (one) => rawOf(one).write(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))],
  ['text that is not UTF-8', (one) => rawOf(one).write(Buffer.from([0x81, 0x02, 0xc3, 0x28]))],
  ['half a frame', (one) => rawOf(one).end(Buffer.from([0x81, 0x7e, 0x10]))],
])('after %s the socket is open, or opened again', async (_, act) => {
  await expect.poll(socket).toBeDefined();
  act(socket() as WebSocket);
  await expectAlive();
});

/** The connection below the frames. */
function rawOf(socket: WebSocket): Socket {
  return (socket as unknown as { _socket: Socket })._socket;
}
