import type { Push, RequestName, Requests, Response } from '../../protocol.ts';

export type ConnectionState = 'connecting' | 'open' | 'disconnected';
export type Call = <N extends RequestName>(name: N, args: Requests[N][0]) => Promise<Requests[N][1]>;
export type Connection = { readonly call: Call; readonly close: () => void };

export type ConnectionEvents = {
  /** The socket is open (again); say hello. */
  readonly onOpen: (call: Call) => void;
  readonly onPush: (push: Push) => void;
  readonly onLost: () => void;
};

const firstRetryMs = 300;
const longestRetryMs = 4000;
const unreachable = 'The sandbox does not answer. Is it still running?';

/**
 * One WebSocket that comes back by itself: waits 0.3 s, then twice as long each time, at most 4 s.
 * A call made while it is down, or cut off by it, is refused with a sentence fit to be shown.
 */
export function connect(url: string, events: ConnectionEvents): Connection {
  const pending = new Map<number, { resolve: (value: never) => void; reject: (reason: Error) => void }>();
  let socket: WebSocket;
  let lastId = 0;
  let retryMs = firstRetryMs;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const call: Call = (name, args) =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(new Error(unreachable));
      lastId += 1;
      pending.set(lastId, { resolve: resolve as (value: never) => void, reject });
      socket.send(JSON.stringify({ id: lastId, name, args }));
    });

  function open(): void {
    socket = new WebSocket(url);
    socket.onopen = () => {
      retryMs = firstRetryMs;
      events.onOpen(call);
    };
    socket.onmessage = ({ data }) => receive(JSON.parse(String(data)) as Push | Response);
    socket.onclose = () => {
      for (const { reject } of pending.values()) reject(new Error(unreachable));
      pending.clear();
      if (closed) return;
      events.onLost();
      retry = setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    };
  }

  function receive(frame: Push | Response): void {
    if ('push' in frame) {
      events.onPush(frame);
      return;
    }
    const caller = pending.get(frame.id);
    pending.delete(frame.id);
    if (frame.ok) caller?.resolve(frame.result as never);
    else caller?.reject(new Error(frame.message));
  }

  open();
  return {
    call,
    close: () => {
      closed = true;
      clearTimeout(retry);
      socket.close();
    },
  };
}
