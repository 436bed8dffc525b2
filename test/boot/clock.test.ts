import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { post } from '../fuzz/post.ts';
import { clockAvailable, type Installation, startInstallation } from '../support/processes.ts';

describe.skipIf(!clockAvailable)('a clock that is wrong, in HTTP mode', { timeout: 120_000 }, () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await startInstallation('Postgres');
  }, 120_000);
  afterAll(() => installation?.stop());

  /** What Slack is answered when it sends something, and what /readyz says and the log has by then. */
  async function meet(clock: string) {
    const { signingSecret } = installation.sandbox;
    const env = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: signingSecret };
    const muster = installation.start('all', env, clock);
    await muster.up();
    const address = /http:\/\/localhost:\d+/.exec(muster.text())?.[0];
    const payload = { type: 'url_verification', challenge: 'here' };
    const { status } = await post(`${address}/slack/events`, signingSecret, { type: 'events_api', payload });
    const told = await vi.waitUntil(
      async () => {
        const ready = await muster.ready();
        return ready.parts.some((part) => part === 'work' || part === 'sweep') ? null : ready;
      },
      { timeout: 30_000, interval: 500 },
    );
    await muster.stop();
    return { status, told, text: muster.text() };
  }

  test('that is fast refuses what Slack sends: it is not ready, and the log says why', async () => {
    const { status, told, text } = await meet('+10m');
    expect(status).toBe(401);
    expect(told).toMatchObject({ isReady: false, parts: expect.arrayContaining(['clock']) });
    expect(text).toMatch(
      /The clock of this machine is 10 minutes fast, so what Slack sends is refused as too old/,
    );
  });

  test('that is slow refuses nothing, and is told of', async () => {
    const { status, told, text } = await meet('-10m');
    expect(status).toBe(200);
    expect(told).toMatchObject({ isReady: true, parts: expect.arrayContaining(['clock']) });
    expect(text).toContain('The clock of this machine is 10 minutes slow');
  });

  test('that is right is not mentioned', async () => {
    const { status, told, text } = await meet('+0s');
    expect(status).toBe(200);
    expect(told.parts).not.toContain('clock');
    expect(text).not.toContain('The clock');
  });
});
