import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../../scripts/build.mjs';

const muster = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Muster and all it imports as one file, which loads in a fourth of the time: killed often, it starts often. */
export async function bundleChild(
  entry = muster,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-child-'));
  const file = join(folder, 'child.mjs');
  await bundle(entry, file);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
