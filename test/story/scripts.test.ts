import { describe, expect, test } from 'vitest';
import { discrepancies } from '../support/invariants/inspect.ts';
import { play } from '../support/script.ts';
import { tellStory } from '../support/story.ts';
import { scripts } from './scripts.ts';

describe('told without a fault', () => {
  const told = tellStory();

  test.each(scripts)(
    '$title',
    async (script) => {
      await play(told.story, script);
      expect(await discrepancies(told.story)).toEqual([]);
    },
    90_000,
  );
});
