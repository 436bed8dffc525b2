import type { BuildOptions } from 'esbuild';

/** For TypeScript; what these do stands in build.mjs. */
export function bundle(entry: string, outfile: string, options?: BuildOptions): Promise<string[]>;
export function build(folder: string): Promise<void>;
