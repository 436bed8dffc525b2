// npm start: sets up what is missing and runs Muster in this process.
import { registerTypeScript, setUp } from './setup.mjs';

setUp();
await registerTypeScript();
stopWithNpm();
await import('../src/main.ts');

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
