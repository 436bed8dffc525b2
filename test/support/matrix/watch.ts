import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Lets a chunk pass once its promise is fulfilled, or at once without one. What comes later keeps its place behind it. */
type Gate = (chunk: Buffer) => Promise<void> | undefined;

/** Of one connection, one for each way. */
export type Gates = { readonly toServer: Gate; readonly toClient: Gate };

export type Watch = {
  /** Led past the gates. */
  readonly url: string;
  stop(): Promise<void>;
};

/** Stands in front of a server, and asks before it lets anything pass. */
export async function startWatch(url: string, createGates: () => Gates): Promise<Watch> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay();
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
    const gates = createGates();
    pass(client, server, gates.toServer);
    pass(server, client, gates.toClient);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const led = new URL(url);
  led.hostname = '127.0.0.1';
  led.port = String((listener.address() as AddressInfo).port);
  return {
    url: led.href,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Passes chunks on in their order, each once its gate is open. */
function pass(from: Socket, to: Socket, gate: Gate): void {
  let queue: Promise<void> | undefined;
  from.on('data', (chunk) => {
    const wait = gate(chunk);
    if (!queue && !wait) return void to.write(chunk);
    const mine = Promise.all([queue, wait]).then(() => {
      to.write(chunk);
      if (queue === mine) queue = undefined;
    });
    queue = mine;
  });
}
