import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `quick` needs nothing but Node and is over in seconds; `full` has a Postgres, and a Redis, a browser or whole
 * processes where it asks for them. `npm test` runs both, `npm run test:deep` runs them longer and on every Node.
 */
export type Tier = 'quick' | 'full';

/** The tier of all tests in a folder, or of one file; the longest path that leads to a file decides. */
export const TIERS: Readonly<Record<string, Tier>> = {
  'test/bench': 'quick',
  'test/bench/bench.test.ts': 'full',
  'test/bench/support/ground.test.ts': 'full',
  'test/boot': 'full',
  'test/boot/lifecycle.test.ts': 'quick',
  'test/boot/readiness.test.ts': 'quick',
  'test/boot/time-zones.test.ts': 'quick',
  'test/browser': 'full',
  'test/chaos/chaos.test.ts': 'full',
  'test/chaos/checks.test.ts': 'quick',
  'test/chaos/outside.test.ts': 'quick',
  'test/config': 'quick',
  'test/domain': 'quick',
  'test/engine': 'full',
  'test/engine/channel-name.test.ts': 'quick',
  'test/engine/keyed-work-queue.test.ts': 'quick',
  'test/engine/outbox.test.ts': 'quick',
  'test/engine/rate-limits.test.ts': 'quick',
  'test/fuzz': 'full',
  'test/postgres': 'full',
  'test/rules.test.ts': 'quick',
  'test/sandbox': 'full',
  'test/sandbox/api': 'quick',
  'test/sandbox/block-kit': 'quick',
  'test/sandbox/faults/rules.test.ts': 'quick',
  'test/sandbox/manifest.test.ts': 'quick',
  'test/sandbox/page': 'quick',
  'test/sandbox/page/assets.test.ts': 'full',
  'test/scripts': 'quick',
  'test/scripts/setup.test.ts': 'full',
  'test/slack': 'quick',
  'test/slack/gateway.test.ts': 'full',
  'test/slack/many-channels.test.ts': 'full',
  'test/slack/provision-workspace.test.ts': 'full',
  'test/store': 'full',
  'test/story': 'full',
  'test/support': 'full',
  'test/support/invariants/story.test.ts': 'quick',
  'test/telemetry': 'quick',
  'test/tiers.test.ts': 'quick',
};

/** The longest first, so that none of them is left to run alone at the end. */
export const LONGEST: readonly string[] = [
  'test/chaos/chaos.test.ts',
  'test/story/kill-matrix.test.ts',
  'test/story/database-trouble.test.ts',
  'test/boot/start.test.ts',
  'test/engine/queue-trouble.test.ts',
  'test/story/processes.test.ts',
  'test/fuzz/arrivals.test.ts',
  'test/story/pace.test.ts',
  'test/story/readiness.test.ts',
  'test/story/rolling-restart.test.ts',
];

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every test file, as a path from the root of the project. */
export function testFiles(): string[] {
  const names = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' });
  return names
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.test\.tsx?$/.test(path))
    .sort();
}

/** The path in the table that says which tier this file is in. */
export function entryFor(file: string): string | undefined {
  const leading = Object.keys(TIERS).filter((path) => file === path || file.startsWith(`${path}/`));
  return leading.toSorted((a, b) => b.length - a.length)[0];
}

export function filesOf(tier: Tier): string[] {
  return testFiles().filter((file) => TIERS[entryFor(file) ?? ''] === tier);
}
