// npm run muster -- inspect ESC-7: commands for operators; `npm run muster -- inspect --help` tells more.
import { existsSync } from 'node:fs';
import { giveUp, isProductionInstall, registerTypeScript, root, setUp } from './setup.mjs';

const commands = ['inspect'];
if (!commands.includes(process.argv[2])) {
  giveUp('Name a command: `npm run muster -- inspect ESC-7` prints all that is stored of an escalation.');
}

if (isProductionInstall()) {
  if (!existsSync(`${root}dist/main.mjs`)) giveUp('There is no dist/main.mjs: make it by npm run build.');
  await import('../dist/main.mjs');
} else {
  setUp();
  await registerTypeScript();
  await import('../src/main.ts');
}
