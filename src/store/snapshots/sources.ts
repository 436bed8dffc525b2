import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What makes a state of stored events: their shapes, and the rules. */
const FOLDERS = ['domain', 'store'];

/**
 * A hash over all sources that a state could depend on. That is more than it does depend on, and costs no more than one
 * replay after an upgrade; a version that somebody has to raise would one day not be raised.
 * @param src the path of the folder `src`
 */
export function versionOfSources(src: string): string {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const names = readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((one) => one.endsWith('.ts')).sort()) {
      hash.update(`${folder}/${name.replaceAll('\\', '/')}\0`);
      hash.update(readFileSync(join(src, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
