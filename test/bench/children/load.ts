// Sends what it is asked to send, each letter at its time, and tells how long each waited for its acknowledgement.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode, signature } from '../../fuzz/post.ts';
import { type Load, type Planned, planLoad } from '../load/plan.ts';
import { answer } from './answer.ts';

export type Order = Load & { readonly url: string; readonly secret: string };

/** From the time planned to the last byte of the answer, so that whoever had to wait to be sent counts too. */
export type Sent = Pick<Planned, 'weight' | 'at'> & { readonly ms: number; readonly isAcknowledged: boolean };

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

answer(async (order: Order): Promise<Sent[]> => {
  // Everything that takes time is done beforehand.
  const ready = planLoad(order).map((planned) => ({ ...planned, ...prepared(planned, order.secret) }));
  const began = performance.now();
  const sent: Promise<Sent>[] = [];
  for (const one of ready) {
    const wait = one.at - (performance.now() - began);
    if (wait > 0) await sleep(wait);
    sent.push(send(order.url, one, began + one.at));
  }
  return Promise.all(sent);
});

type Ready = Planned & ReturnType<typeof prepared>;

function prepared({ letter }: Planned, secret: string) {
  const { contentType, body } = encode(letter);
  const headers = {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(body)),
    ...signature(secret, body),
  };
  return { body, headers };
}

function send(url: string, { body, headers, weight, at }: Ready, planned: number): Promise<Sent> {
  return new Promise((resolve) => {
    const end = (isAcknowledged: boolean) =>
      resolve({ weight, at, ms: performance.now() - planned, isAcknowledged });
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => end(response.statusCode === 200));
    });
    sending.on('error', () => end(false));
    sending.end(body);
  });
}
