import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Push, RequestName, Requests, Response } from '../../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

/** A browser window without a browser: speaks the page's protocol as one person. */
export type Window = {
  readonly pushes: Push[];
  request<N extends RequestName>(name: N, args: Requests[N][0]): Promise<Requests[N][1]>;
  close(): void;
};

export async function openWindow(sandbox: Sandbox, user: string, origin?: string): Promise<Window> {
  const socket = new WebSocket(
    `${sandbox.url.replace('http', 'ws')}/client`,
    origin === undefined ? {} : { origin },
  );
  const waiting = new Map<number, (response: Response) => void>();
  const pushes: Push[] = [];
  let lastId = 0;
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Push | Response;
    if ('push' in frame) pushes.push(frame);
    else waiting.get(frame.id)?.(frame);
  });
  await once(socket, 'open');

  function request<N extends RequestName>(name: N, args: Requests[N][0]): Promise<Requests[N][1]> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, (response) => {
        if (response.ok) resolve(response.result as Requests[N][1]);
        else reject(new Error(response.message));
      });
      socket.send(JSON.stringify({ id, name, args }));
    });
  }

  await request('hello', { user });
  return { pushes, request, close: () => socket.close() };
}
