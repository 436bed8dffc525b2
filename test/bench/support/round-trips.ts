import { messages } from '../../support/matrix/postgres-watch.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';

export type RoundTrips = {
  /** Led past the counter. */
  readonly url: string;
  /** So far. A new connection costs some of its own, so warm up first. */
  count(): number;
  stop(): Promise<void>;
};

/** Counts on the wire how often somebody waited for the database: each time it says that it is ready for the next. */
export async function countRoundTrips(url: string): Promise<RoundTrips> {
  const { hostname: host, port } = new URL(url);
  let ready = 0;
  const proxy = await startTcpProxy({ host, port: Number(port) }, () => {
    const cut = messages(false);
    return {
      toServer: () => {},
      toClient: (chunk) => {
        ready += cut(chunk).filter(({ type }) => type === 'Z').length;
      },
    };
  });
  return { url: proxy.through(url), count: () => ready, stop: () => proxy.stop() };
}
