import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whatever this process and its Postgres write from now on, nobody else on this machine may read; neither what an earlier
 * version left in the folder.
 */
export function keepPrivate(dataDir: string): void {
  process.umask(0o077);
  if (!existsSync(dataDir)) return;
  // Postgres refuses to run as root: its user has to pass through here, to a folder that is closed itself.
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(dataDir, entry.name), 0o700);
    else if (entry.isFile()) chmodSync(join(dataDir, entry.name), 0o600);
  }
}
