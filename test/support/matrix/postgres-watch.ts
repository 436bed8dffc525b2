import { type Gates, startWatch, type Watch } from './watch.ts';

/** Something that a client is about to do to the database for good. */
export type Write = {
  /** "commit", or "queue" when it goes to the queue's tables. */
  readonly kind: 'commit' | 'queue';
  readonly sql: string;
};

/**
 * Asked before a write goes to the server, and again once the server has done it, before its answer goes back. While
 * the promise is pending the connection stands still; one that never ends keeps it from happening, or from being told.
 */
export type OnWrite = (write: Write, when: 'before' | 'after') => Promise<void> | undefined;

/** Stands in front of Postgres, understands enough of its protocol to see commits, and holds them up on demand. */
export function watchPostgres(url: string, onWrite: OnWrite): Promise<Watch> {
  return startWatch(url, () => watchConnection(onWrite));
}

function watchConnection(onWrite: OnWrite): Gates {
  let isIdle = true;
  let hasWritten = false;
  let underWay: Write | null = null;
  const fromClient = messages(true);
  const fromServer = messages(false);
  const sqlOf = readStatements();

  /** What this statement makes final, if anything. */
  function finalOf(sql: string): Write | null {
    const statement = sql.replace(/^(\s|--.*\n)+/, '');
    if (/^(BEGIN|ROLLBACK)/i.test(statement)) hasWritten = false;
    if (/^COMMIT/i.test(statement)) return hasWritten ? { kind: 'commit', sql: 'COMMIT' } : null;
    if (/add_jobs_bulk\(|move_to_finished\(/.test(statement)) return { kind: 'queue', sql: statement };
    const [write] = (/^(INSERT|UPDATE|DELETE|WITH)\b/i.test(statement) && WRITE.exec(statement)) || [];
    if (write === undefined) return null;
    hasWritten = true;
    return isIdle ? { kind: 'commit', sql: write } : null;
  }

  return {
    toServer(chunk) {
      let found: Write | null = null;
      for (const { type, body } of fromClient(chunk)) {
        const sql = sqlOf(type, body);
        if (sql === null) continue;
        if (/^\s*BEGIN/i.test(sql)) isIdle = false;
        found = finalOf(sql) ?? found;
      }
      if (found === null) return undefined;
      underWay = found;
      return onWrite(found, 'before');
    },
    toClient(chunk) {
      let isDone = false;
      for (const { type, body } of fromServer(chunk)) {
        if (type !== 'Z') continue;
        isDone = true;
        isIdle = body.toString('latin1') === 'I';
        if (isIdle) hasWritten = false;
      }
      if (!isDone || underWay === null) return undefined;
      const done = underWay;
      underWay = null;
      return onWrite(done, 'after');
    },
  };
}

/** To a table of ours: the queue's have names in small letters. */
const WRITE = /\b(INSERT INTO|UPDATE|DELETE FROM) ("public"\.)?"[A-Z]\w*"/;

/** What a message asks for; a statement that was prepared under a name is asked for by that name from then on. */
function readStatements(): (type: string, body: Buffer) => string | null {
  const prepared = new Map<string, string>();
  return (type, body) => {
    if (type === 'Q') return textAt(body, 0);
    if (type === 'B') return prepared.get(textAt(body, body.indexOf(0) + 1)) ?? null;
    if (type !== 'P') return null;
    const name = textAt(body, 0);
    const sql = textAt(body, body.indexOf(0) + 1);
    if (name === '') return sql;
    prepared.set(name, sql);
    return null;
  };
}

function textAt(body: Buffer, start: number): string {
  return body.toString('utf8', start, body.indexOf(0, start));
}

export type Message = { readonly type: string; readonly body: Buffer };

/** Cuts a stream into messages. A client's first has no type. */
export function messages(hasStartup: boolean): (chunk: Buffer) => Message[] {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = hasStartup;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const found: Message[] = [];
    for (;;) {
      const head = isFirst ? 0 : 1;
      if (rest.length < head + 4) return found;
      const length = rest.readInt32BE(head);
      if (rest.length < head + length) return found;
      if (!isFirst)
        found.push({ type: String.fromCharCode(rest[0] ?? 0), body: rest.subarray(5, 1 + length) });
      rest = rest.subarray(head + length);
      isFirst = false;
    }
  };
}
