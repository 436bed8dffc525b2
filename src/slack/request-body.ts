import type { IncomingMessage } from 'node:http';

/** Why a body was not read to its end, as a status: too slow, too long, too much at a time. */
type GivenUp = 408 | 413 | 503;

export type BodyLimits = {
  /** For all bodies together, from their first byte until the request is answered. */
  readonly totalBytes: number;
  /** For one body, from its head on. Slack itself waits three seconds for an answer. */
  readonly withinMs: number;
};

export type BodyReader = {
  /** Its bytes are counted until `release`. */
  readonly read: (request: IncomingMessage, limit: number) => Promise<Body>;
};

export type Body = { readonly body: Buffer | GivenUp; readonly release: () => void };

type Reading = { bytes: number; giveUp: ((why: GivenUp) => void) | null };

/**
 * Reads bodies so that all of them together stay within a limit: when they are over it, the longest of those that are
 * still arriving is given up. What Slack sends is short, so it is never the one.
 */
export function createBodyReader({ totalBytes, withinMs }: BodyLimits): BodyReader {
  const held = new Set<Reading>();
  let total = 0;

  function makeRoom(): void {
    while (total > totalBytes) {
      const arriving = [...held].filter((one) => one.giveUp !== null);
      const longest = arriving.reduce<Reading | null>(
        (a, b) => (a === null || b.bytes > a.bytes ? b : a),
        null,
      );
      if (longest === null) return;
      longest.giveUp?.(503);
    }
  }

  function read(request: IncomingMessage, limit: number): Promise<Body> {
    const reading: Reading = { bytes: 0, giveUp: null };
    let parts: Buffer[] = [];
    held.add(reading);
    const release = (): void => {
      if (held.delete(reading)) total -= reading.bytes;
      parts = [];
    };
    return new Promise((resolve, reject) => {
      const end = (body: Body['body']): void => {
        reading.giveUp = null;
        clearTimeout(tooLate);
        if (typeof body === 'number') release();
        resolve({ body, release });
      };
      reading.giveUp = end;
      const tooLate = setTimeout(() => reading.giveUp?.(408), withinMs);
      request.on('data', (part: Buffer) => {
        if (reading.giveUp === null) return;
        parts.push(part);
        reading.bytes += part.length;
        total += part.length;
        if (reading.bytes > limit) end(413);
        else makeRoom();
      });
      request.on('end', () => {
        if (reading.giveUp !== null) end(Buffer.concat(parts));
      });
      const fail = (error: Error): void => {
        clearTimeout(tooLate);
        if (reading.giveUp !== null) release();
        reading.giveUp = null;
        reject(error);
      };
      request.on('error', fail);
      request.on('close', () => fail(new Error('the request was broken off')));
    });
  }
  return { read };
}
