import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

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
    const later = (work: () => void) => (delayMs > 0 ? setTimeout(work, delayMs) : work());
    from.on('data', (chunk) => {
      if (isBlack) return;
      watched?.(chunk);
      later(() => to.write(chunk));
    });
    from.on('end', () => later(() => isBlack || to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      pairs.delete(pair);
      orphans.delete(from);
      if (!isBlack) to.destroy();
      else if (!to.destroyed) orphans.add(to);
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

function closed(listener: Server): Promise<void> {
  return new Promise((resolve) => listener.close(() => resolve()));
}
