// Sends so many requests at once as it is asked to, each with a long body, as strangers do; tells how many were answered how.
import { Agent, request } from 'node:http';
import { answer } from './answer.ts';

export type Flood = {
  readonly url: string;
  readonly requests: number;
  readonly bytes: number;
  readonly headers: Readonly<Record<string, string>>;
};

/** How many were answered with each status; those that were cut off count as "cut". */
export type Flooded = Readonly<Record<string, number>>;

answer(async ({ url, requests, bytes, headers }: Flood): Promise<Flooded> => {
  const agent = new Agent({ maxSockets: requests });
  const body = Buffer.alloc(bytes, 'x');
  const all = await Promise.all(Array.from({ length: requests }, () => send(url, agent, headers, body)));
  agent.destroy();
  const counts: Record<string, number> = {};
  for (const status of all) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
});

function send(url: string, agent: Agent, headers: Flood['headers'], body: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const all = { ...headers, 'content-length': String(body.length) };
    const sending = request(url, { method: 'POST', agent, headers: all }, (response) => {
      response.resume().on('close', () => resolve(String(response.statusCode)));
    });
    sending.on('error', () => resolve('cut'));
    sending.end(body);
  });
}
