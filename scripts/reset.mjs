// npm run reset: forgets everything that Muster and the sandbox keep in this folder.
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, registerTypeScript, setUp } from './setup.mjs';

const folder = join(process.cwd(), '.muster');
setUp();
await registerTypeScript();
const { lockFolder } = await import('../src/postgres/folder-lock.ts');
const { stopOrphan } = await import('../src/postgres/embedded.ts');

const lock = await lockFolder(folder).catch(({ pid }) =>
  giveUp(`Muster runs in this folder (process ${pid}): stop it first, then run this again.`),
);
const postgres = join(folder, 'postgres');
if (existsSync(postgres)) {
  await stopOrphan(postgres);
  // A root-only clone has its database elsewhere and a link here.
  rmSync(realpathSync(postgres), { recursive: true, force: true });
}
for (const name of readdirSync(folder))
  if (name !== 'lock') rmSync(join(folder, name), { recursive: true, force: true });
await lock.release();
console.log('Forgotten: .muster is empty, and the next start begins afresh.');
