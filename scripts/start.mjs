// npm start: sets up what is missing and runs Muster in this process; without development packages, as it was built.
import { existsSync } from 'node:fs';
import { giveUp, isProductionInstall, registerTypeScript, root, runInstallScripts, setUp } from './setup.mjs';

if (isProductionInstall()) {
  if (!existsSync(`${root}dist/main.mjs`)) {
    giveUp(
      'The development packages are not installed, and without them Muster runs only as built: bring a dist folder here, or make one by npm run build, which installs them.',
    );
  }
  runInstallScripts();
  stopWithNpm();
  await import('../dist/main.mjs');
} else {
  setUp();
  await registerTypeScript();
  stopWithNpm();
  await import('../src/main.ts');
}

// npm hands a SIGTERM on to the shell between us, which keeps it to itself: when they have gone, so do we.
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}
