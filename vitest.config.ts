import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { filesOf, LONGEST } from './test/tiers.ts';

/** What runs first matters most: the longest, whatever vitest remembers of runs before, since a fresh clone remembers none. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex((path) => moduleId.endsWith(`/${path}`));
      return place < 0 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // Many tests have a Postgres, a browser or a whole Muster of their own to wait for, which wants cores too.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    sequence: { sequencer: LongestFirst },
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // Everything that waits is given its time; a test that needs a second try is a wrong test.
    retry: 0,
    // Files of one worker share what they import: a quarter of the time went into importing it anew.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'quick', include: filesOf('quick'), pool: 'threads' } },
      {
        extends: true,
        test: {
          name: 'full',
          include: filesOf('full'),
          pool: 'forks',
          globalSetup: ['test/support/global-setup.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
