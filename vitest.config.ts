import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Many tests have a Postgres, a browser or a whole Muster of their own to wait for, which wants cores too.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // Everything that waits is given its time; a test that needs a second try is a wrong test.
    retry: 0,
  },
});
