import type { Entry } from './journal.ts';

/** Told of every change of a table, on replay too, so an index kept by it is right after a restart by construction. */
export type Indexer<T> = (before: T | undefined, after: T | undefined) => void;

export type Table<T> = {
  get(key: string): T | undefined;
  put(record: T): T;
  delete(key: string): void;
  values(): IterableIterator<T>;
  size(): number;
};

export type LoadableTable<T> = Table<T> & {
  readonly name: string;
  /** Applies an entry without writing it again. */
  load(key: string, value: unknown): void;
  entries(): Iterable<Entry>;
};

export function createTable<T>(
  name: string,
  keyOf: (record: T) => string,
  write: (entry: Entry) => void,
  indexers: readonly Indexer<T>[] = [],
): LoadableTable<T> {
  const records = new Map<string, T>();

  function apply(key: string, after: T | undefined): void {
    const before = records.get(key);
    if (after === undefined) records.delete(key);
    else records.set(key, after);
    if (before !== undefined || after !== undefined) for (const indexer of indexers) indexer(before, after);
  }

  return {
    name,
    get: (key) => records.get(key),
    put(record) {
      const key = keyOf(record);
      write([name, key, record]);
      apply(key, record);
      return record;
    },
    delete(key) {
      if (!records.has(key)) return;
      write([name, key]);
      apply(key, undefined);
    },
    values: () => records.values(),
    size: () => records.size,
    // The journal is ours alone, so its values have the table's shape.
    load: (key, value) => apply(key, value as T | undefined),
    *entries() {
      for (const [key, value] of records) yield [name, key, value];
    },
  };
}
