// A process of its own for the test that kills it: says 200 things and waits.
import { startSandbox } from '../../../src/sandbox/start.ts';
import { helloManifest } from './bolt-app.ts';

const sandbox = await startSandbox({ manifest: helloManifest, dataDir: process.argv[2] });
for (let n = 0; n < 200; n += 1) sandbox.person('riley').say('random', `message ${n}`);
console.log('200 messages');
