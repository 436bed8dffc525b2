import { createHash } from 'node:crypto';
import { Decoder } from 'ioredis/built/resp/decoder.js';
import { type Gates, startWatch, type Watch } from './watch.ts';

/** As `OnWrite` for a job that is put into the queue, or that its worker has done with. */
export type OnJob = (when: 'before' | 'after') => Promise<void> | undefined;

/** How BullMQ's scripts for this begin: of a job for now, of one for later, of one that is done. */
const WRITES = /^--\[\[\s+(Adds a (delayed )?job to the queue by|Move job from active to a finished status)/;

/** Stands in front of Redis, understands enough of its protocol to see what becomes of jobs, and holds it up on demand. */
export function watchRedis(url: string, onJob: OnJob): Promise<Watch> {
  /** A script is sent whole first, and called by its hash from then on, by other connections as well. */
  const writing = new Set<string>();

  function isWrite([name = '', first = '', second = '']: readonly string[]): boolean {
    const script = /^script$/i.test(name) ? second : first;
    if (WRITES.test(script)) writing.add(createHash('sha1').update(script).digest('hex'));
    return (/^eval$/i.test(name) && WRITES.test(first)) || (/^evalsha$/i.test(name) && writing.has(first));
  }

  return startWatch(url, () => watchConnection(isWrite, onJob));
}

function watchConnection(isWrite: (command: readonly string[]) => boolean, onJob: OnJob): Gates {
  let unanswered = 0;
  let isUnderWay = false;
  const fromClient = values();
  const fromServer = values();
  return {
    toServer(chunk) {
      const commands = fromClient(chunk) as string[][];
      unanswered += commands.length;
      if (commands.filter(isWrite).length === 0) return undefined;
      isUnderWay = true;
      return onJob('before');
    },
    toClient(chunk) {
      unanswered -= fromServer(chunk).length;
      if (!isUnderWay || unanswered > 0) return undefined;
      isUnderWay = false;
      return onJob('after');
    },
  };
}

/** Cuts a stream into what it says: commands are arrays of texts, and each is answered by one value. */
function values(): (chunk: Buffer) => unknown[] {
  let found: unknown[] = [];
  const take = (value: unknown) => found.push(value);
  const decoder = new Decoder({
    onReply: take,
    onErrorReply: take,
    onPush: () => {},
    getTypeMapping: () => ({}),
  });
  return (chunk) => {
    found = [];
    decoder.write(chunk);
    return found;
  };
}
