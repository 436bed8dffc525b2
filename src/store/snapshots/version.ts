import { fileURLToPath } from 'node:url';
import { versionOfSources } from './sources.ts';

/** Defined by scripts/build.mjs: what was built has no sources beside it. */
declare const SNAPSHOT_VERSION: string;

let version: string | undefined;

/** Of the snapshots that this process takes and reads: only code that is the same makes the same state of the same events. */
export function snapshotVersion(): string {
  version ??=
    typeof SNAPSHOT_VERSION === 'undefined'
      ? versionOfSources(fileURLToPath(new URL('../../', import.meta.url)))
      : SNAPSHOT_VERSION;
  return version;
}
