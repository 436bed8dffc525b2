import { WebSocket } from 'ws';
import { parseJson } from '../api/parse.ts';
import { isObject } from '../blocks/elements.ts';
import { newSecret } from '../workspace/ids.ts';
import type { Envelope, Outcome, Transport } from './deliver.ts';

/** Slack's figures: how often it pings, and how long a link from `apps.connections.open` may wait to be used. */
const pingEveryMs = 10_000;
const ticketLifetimeMs = 30_000;
/** Slack allows an app this many connections at once. */
const maxConnections = 10;
const closeWithinMs = 300;

type Waiting = {
  readonly envelope: Envelope;
  connection: WebSocket | null;
  /** Starts the clock, unless it runs already for a person who waits. */
  readonly arm: () => void;
  readonly finish: (outcome: Outcome) => void;
};

export type SocketMode = Transport & {
  openTicket(): string;
  /** Whether the ticket was valid and there was room; the socket says hello or is closed. */
  accept(ticket: string, socket: WebSocket): boolean;
  connections(): number;
  /** Asks one connection, or all, to come anew, as Slack does every few hours. */
  refresh(all?: boolean): void;
  /** Closes every connection, by hand shake where the app answers in time. */
  stop(): Promise<void>;
};

export type SocketModeOptions = {
  readonly appId: string;
  /** Called when a connection came or went. */
  readonly changed: () => void;
};

export function createSocketMode(options: SocketModeOptions): SocketMode {
  const tickets = new Map<string, number>();
  const sockets: WebSocket[] = [];
  const waiting = new Map<string, Waiting>();
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, pingEveryMs);
  pings.unref();
  let turn = 0;

  function next(): WebSocket | null {
    const open = sockets.filter((socket) => socket.readyState === WebSocket.OPEN);
    turn += 1;
    return open[turn % Math.max(open.length, 1)] ?? null;
  }

  function dispatch(one: Waiting): void {
    one.connection = next();
    if (one.connection) one.arm();
    one.connection?.send(JSON.stringify(envelopeObject(one.envelope)));
  }

  function onMessage(data: string): void {
    const message = parseJson(data);
    if (!isObject(message) || typeof message.envelope_id !== 'string') return;
    waiting.get(message.envelope_id)?.finish({ kind: 'acknowledged', answer: message.payload });
  }

  function onClose(socket: WebSocket): void {
    sockets.splice(sockets.indexOf(socket), 1);
    // What this connection took with it goes to another one, now or when one comes back.
    for (const one of [...waiting.values()]) if (one.connection === socket) dispatch(one);
    options.changed();
  }

  return {
    lateReason: 'timeout',

    openTicket() {
      const ticket = newSecret();
      tickets.set(ticket, Date.now() + ticketLifetimeMs);
      return ticket;
    },

    accept(ticket, socket) {
      const expiresAt = tickets.get(ticket);
      tickets.delete(ticket);
      if (expiresAt === undefined || expiresAt < Date.now() || sockets.length >= maxConnections) return false;
      sockets.push(socket);
      socket.on('message', (data) => onMessage(String(data)));
      socket.on('close', () => onClose(socket));
      socket.send(JSON.stringify(hello(options.appId, sockets.length)));
      for (const one of [...waiting.values()]) if (one.connection === null) dispatch(one);
      options.changed();
      return true;
    },

    send(envelope, timeoutMs) {
      const isEvent = envelope.type === 'events_api';
      // A person is told at once that nobody is there; an event may wait for the app to come back.
      if (sockets.length === 0 && !isEvent)
        return Promise.resolve({ kind: 'failed', reason: 'no_connection' });
      return new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const one: Waiting = {
          envelope,
          connection: null,
          arm() {
            if (timer && !isEvent) return;
            clearTimeout(timer);
            timer = setTimeout(() => {
              // Without a connection an event is not late: it has not been sent yet.
              if (one.connection || !isEvent) one.finish({ kind: 'late' });
            }, timeoutMs);
            timer.unref();
          },
          finish(outcome) {
            clearTimeout(timer);
            waiting.delete(envelope.id);
            resolve(outcome);
          },
        };
        waiting.set(envelope.id, one);
        dispatch(one);
      });
    },

    connections: () => sockets.length,

    refresh(all = false) {
      for (const socket of all ? [...sockets] : sockets.slice(0, 1)) {
        socket.send(
          JSON.stringify({
            type: 'disconnect',
            reason: 'refresh_requested',
            debug_info: { host: 'sandbox' },
          }),
        );
      }
    },

    async stop() {
      clearInterval(pings);
      for (const one of [...waiting.values()])
        one.finish({ kind: 'failed', reason: 'stopped', noRetry: true });
      await Promise.all([...sockets].map(closed));
    },
  };
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), closeWithinMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1001);
  });
}

function envelopeObject({ id, type, payload, acceptsAnswer, attempt, retryReason }: Envelope) {
  return {
    envelope_id: id,
    payload,
    type,
    accepts_response_payload: acceptsAnswer,
    ...(type === 'events_api' ? { retry_attempt: attempt, retry_reason: retryReason ?? '' } : {}),
  };
}

function hello(appId: string, connections: number) {
  return {
    type: 'hello',
    num_connections: connections,
    connection_info: { app_id: appId },
    debug_info: {
      host: 'sandbox',
      started: new Date(Date.now()).toISOString(),
      build_number: 1,
      approximate_connection_time: 18_060,
    },
  };
}
