import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Traffic = {
  /** From the one who connected. */
  readonly toServer: (chunk: Buffer) => void;
  readonly toClient: (chunk: Buffer) => void;
};

export type TcpProxy = {
  readonly host: string;
  readonly port: number;
  /** The same URL, led through the proxy. */
  through(url: string): string;
  /** Open pairs of connections. */
  connections(): number;
  /** Resets every open connection, on both sides, and what is left of those that one side gave up in the dark. */
  reset(): void;
  /** While on, what is sent either way vanishes, connections stay open, and new ones are taken but lead nowhere. */
  blackhole(on: boolean): void;
  /** Lets what is open lead nowhere from now on, without closing it, as a router that forgot; new connections are fine. */
  abandon(): void;
  /** Delays every chunk by this many ms, either way. */
  latency(ms: number): void;
  /** Ends the server's side of every open connection, while the client may go on sending into nothing. */
  halfClose(): void;
  /** While on, whoever connects is refused at once. */
  refuse(on: boolean): void;
  stop(): Promise<void>;
};

type Pair = { readonly client: Socket; readonly server: Socket };

/** Stands in front of a server and lets its connections go wrong. */
export async function startTcpProxy(
  target: { readonly host: string; readonly port: number },
  watch?: () => Traffic,
): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  const abandoned = new WeakSet<Pair>();
  /** Whose other end went away while nothing got through, so that nobody told them. */
  const orphans = new Set<Socket>();
  let isBlack = false;
  let isRefusing = false;
  let delayMs = 0;

  const listener = createServer((client) => {
    if (isRefusing) return void client.resetAndDestroy();
    const pair = { client, server: connect(target) };
    pairs.add(pair);
    const traffic = watch?.();
    carry(pair, client, pair.server, traffic?.toServer);
    carry(pair, pair.server, client, traffic?.toClient);
  });

  function carry(pair: Pair, from: Socket, to: Socket, watched?: (chunk: Buffer) => void): void {
    from.setNoDelay();
    const isLost = () => isBlack || abandoned.has(pair);
    const later = inOrder(() => delayMs);
    from.on('data', (chunk) => {
      if (isLost()) return;
      watched?.(chunk);
      later(() => to.write(chunk));
    });
    from.on('end', () => later(() => isLost() || to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      if (!isLost()) to.destroy();
      else if (!to.destroyed) orphans.add(to);
      pairs.delete(pair);
      orphans.delete(from);
    });
  }

  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    through(url) {
      const led = new URL(url);
      led.hostname = '127.0.0.1';
      led.port = String(port);
      return led.href;
    },
    connections: () => pairs.size,
    reset() {
      for (const { client, server } of pairs) {
        client.resetAndDestroy();
        server.resetAndDestroy();
      }
      for (const one of orphans) one.resetAndDestroy();
    },
    blackhole(on) {
      isBlack = on;
    },
    abandon() {
      for (const pair of pairs) abandoned.add(pair);
    },
    latency(ms) {
      delayMs = ms;
    },
    halfClose() {
      for (const { client } of pairs) client.end();
    },
    refuse(on) {
      isRefusing = on;
    },
    async stop() {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      for (const one of orphans) one.destroy();
      await closed(listener);
    },
  };
}

/** Does each piece of work after the delay of its time, and none before an earlier one. */
function inOrder(delay: () => number): (work: () => unknown) => void {
  let last: Promise<unknown> | null = null;
  return (work) => {
    if (last === null && delay() === 0) return void work();
    const mine = Promise.all([last, sleep(delay())]).then(work);
    last = mine;
    void mine.then(() => {
      if (last === mine) last = null;
    });
  };
}

function closed(listener: Server): Promise<void> {
  return new Promise((resolve) => listener.close(() => resolve()));
}
