import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startWeb } from '../../src/boot/web.ts';

async function reachable(port: number, host: string): Promise<boolean> {
  const socket = connect(port, host);
  const answer = once(socket, 'connect').then(
    () => true,
    () => false,
  );
  return answer.finally(() => socket.destroy());
}

// On Linux all of 127.0.0.0/8 is this machine, by as many addresses.
test.skipIf(process.platform !== 'linux')(
  'it listens on the address that it is given, and on all without one',
  async () => {
    const own = await startWeb(0, '127.0.0.1');
    onTestFinished(() => own.stop());
    expect(await reachable(own.port, '127.0.0.1')).toBe(true);
    expect(await reachable(own.port, '127.0.0.2')).toBe(false);
    const all = await startWeb(0);
    onTestFinished(() => all.stop());
    expect(await reachable(all.port, '127.0.0.2')).toBe(true);
  },
);

test('an address of another machine is refused in a sentence', async () => {
  await expect(startWeb(0, '192.0.2.1')).rejects.toThrow(
    /^HOST is 192\.0\.2\.1, which is no address of this machine/,
  );
});
