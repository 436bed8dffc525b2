import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from './database.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Says back what it is told, in capitals. */
const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('data', (chunk) => socket.write(String(chunk).toUpperCase()));
  socket.on('end', () => socket.end());
  socket.on('error', () => {});
});
let proxy: TcpProxy;

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});
afterEach(async () => {
  await proxy.stop();
  await new Promise((resolve) => server.close(resolve));
});

async function open(): Promise<Socket> {
  const socket = connect({ port: proxy.port, host: proxy.host, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

async function answerTo(socket: Socket, said: string): Promise<string> {
  const heard = once(socket, 'data');
  socket.write(said);
  return String((await heard)[0]);
}

async function answersWithin(socket: Socket, said: string, ms: number): Promise<boolean> {
  return Promise.race([answerTo(socket, said).then(() => true), sleep(ms, false)]);
}

describe('through the proxy', () => {
  test('all is as without it', async () => {
    const socket = await open();
    expect(await answerTo(socket, 'hello')).toBe('HELLO');
    expect(proxy.connections()).toBe(1);
    socket.end();
    await once(socket, 'close');
  });

  test('a reset reaches the client as one, and the next connection works', async () => {
    const socket = await open();
    await answerTo(socket, 'hello');
    const error = once(socket, 'error').catch((thrown: unknown) => [thrown]);
    proxy.reset();
    expect((await error)[0]).toMatchObject({ code: 'ECONNRESET' });
    expect(await answerTo(await open(), 'again')).toBe('AGAIN');
  });

  test('in a black hole nothing comes back and nothing breaks', async () => {
    const socket = await open();
    await answerTo(socket, 'hello');
    proxy.blackhole(true);
    expect(await answersWithin(socket, 'lost', 60)).toBe(false);
    expect(await answersWithin(await open(), 'lost', 60)).toBe(false);
    proxy.blackhole(false);
    expect(await answerTo(socket, 'found')).toBe('FOUND');
  });

  test('what was abandoned leads nowhere, and whoever connects anew gets through', async () => {
    const socket = await open();
    await answerTo(socket, 'hello');
    proxy.abandon();
    expect(await answersWithin(socket, 'lost', 60)).toBe(false);
    expect(await answerTo(await open(), 'new')).toBe('NEW');
  });

  test('what one side gave up in the dark is reset with the rest', async () => {
    const socket = await open();
    await answerTo(socket, 'hello');
    const heard = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    proxy.blackhole(true);
    socket.destroy();
    await expect.poll(() => proxy.connections()).toBe(0);
    expect(await heard()).toBe(1);
    proxy.reset();
    await expect.poll(heard).toBe(0);
  });

  test('latency delays both ways', async () => {
    const socket = await open();
    await answerTo(socket, 'hello');
    proxy.latency(40);
    const began = performance.now();
    await answerTo(socket, 'slow');
    expect(performance.now() - began).toBeGreaterThanOrEqual(78);
  });

  test('what was sent when it was slow is not overtaken once it is fast', async () => {
    const socket = await open();
    const heard = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
        if (text.length === 10) resolve(text);
      });
    });
    proxy.latency(40);
    socket.write('first');
    await sleep(10);
    proxy.latency(0);
    socket.write('later');
    expect(await heard).toBe('FIRSTLATER');
  });

  test('half closed, the client hears the end and may still speak', async () => {
    const socket = await open();
    await answerTo(socket, 'hello');
    const ended = once(socket, 'end');
    proxy.halfClose();
    await ended;
    expect(socket.writable).toBe(true);
    socket.destroy();
  });

  test('refused connections are reset, until they are not', async () => {
    proxy.refuse(true);
    const socket = connect({ port: proxy.port, host: proxy.host });
    const [error] = await once(socket, 'error').catch((thrown: unknown) => [thrown]);
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    proxy.refuse(false);
    expect(await answerTo(await open(), 'back')).toBe('BACK');
  });
});

test('it stands in front of Postgres', async () => {
  const database = await testDatabase();
  const { hostname, port } = new URL(database.url);
  const front = await startTcpProxy({ host: hostname, port: Number(port) });
  const client = new pg.Client({ connectionString: front.through(database.url) });
  client.on('error', () => {});
  await client.connect();
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  const asked = client.query('SELECT pg_sleep(5)').catch((error: Error) => error);
  await sleep(20);
  front.reset();
  expect(await asked).toBeInstanceOf(Error);
  await front.stop();
  await database.stop();
});
