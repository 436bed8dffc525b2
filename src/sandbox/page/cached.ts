import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What was made, and every file that it was made from. */
export type Made<T> = { readonly value: T; readonly inputs: readonly string[] };

/**
 * Returns what `file` keeps of an earlier run, while all that it was made from has the same content; else makes it
 * and keeps it there. `T` is JSON. A folder that cannot be written to costs time, nothing else.
 */
export async function cached<T>(file: string, make: () => Promise<Made<T>>): Promise<T> {
  try {
    const { digest, inputs, value } = JSON.parse(await readFile(file, 'utf8'));
    if (digest === (await digestOf(inputs))) return value;
  } catch {
    // Nothing is kept yet, or something that it was made from is gone.
  }
  const { value, inputs } = await make();
  await keep(file, JSON.stringify({ digest: await digestOf(inputs), inputs, value })).catch(() => undefined);
  return value;
}

async function digestOf(inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const content of await Promise.all(inputs.map((input) => readFile(input)))) {
    hash.update(`${content.length}:`).update(content);
  }
  return hash.digest('hex');
}

/** By renaming, so that of several processes that start at once each reads a whole file. */
async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  await writeFile(half, text);
  await rename(half, file);
}
