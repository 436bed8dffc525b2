import type { WebSocket } from 'ws';
import { parseJson } from '../api/parse.ts';
import { isObject } from '../blocks/elements.ts';
import type { Push, RequestName, Requests, Response } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { openViews } from './hello.ts';
import { pushesFor } from './pushes.ts';
import { handlers } from './requests.ts';
import type { PageOptions, Window } from './window.ts';

export type PageService = {
  /** Takes over a window's connection. */
  accept(socket: WebSocket): void;
  stop(): void;
};

/** Serves any number of windows at once, each as one person. */
export function servePage(options: PageOptions): PageService {
  const sockets = new Set<WebSocket>();

  function accept(socket: WebSocket): void {
    const window: Window = { ...options, actor: null, watched: new Set() };
    const send = (frame: Push | Response) => socket.send(JSON.stringify(frame));
    const unsubscribe = options.workspace.changes.subscribe((change) => {
      if (window.actor) for (const push of pushesFor(window, window.actor.id, change)) send(push);
    });
    sockets.add(socket);
    socket.on('message', (data) => void answer(window, String(data), send));
    socket.on('close', () => {
      sockets.delete(socket);
      unsubscribe();
    });
  }

  return {
    accept,
    stop() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

async function answer(window: Window, data: string, send: (frame: Push | Response) => void): Promise<void> {
  const request = parseJson(data);
  if (!isObject(request) || typeof request.id !== 'number') return;
  const { id, name, args } = request;
  try {
    if (typeof name !== 'string' || !Object.hasOwn(handlers, name))
      throw new Refusal('The page is out of date: reload it.');
    send({ id, ok: true, result: await handle(window, name as RequestName, args) });
    const views = name === 'hello' && window.actor ? openViews(window.workspace, window.actor.id) : [];
    if (views.length > 0) send({ push: 'view.stack', views });
  } catch (error) {
    send({ id, ok: false, message: sentenceOf(error) });
  }
}

// The page and the sandbox are built from one protocol, so a request's arguments have its name's shape.
function handle<N extends RequestName>(window: Window, name: N, args: unknown): Promise<Requests[N][1]> {
  return handlers[name](window, (args ?? {}) as Requests[N][0]);
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  console.error('The sandbox failed to do what its page asked', error);
  return 'Something went wrong in the sandbox: its log says more.';
}
