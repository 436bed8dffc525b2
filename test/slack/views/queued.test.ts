import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/domain/kernel/time.ts';
import { validateView } from '../../../src/sandbox/block-kit/validate.ts';
import { isQueued, queuedModal } from '../../../src/slack/kit/queued.ts';
import { CLAIMED, escalationAfter, NOW, shown } from './samples.ts';

describe('a channel that waits for others', () => {
  test('is told only when it waits long enough to be read', () => {
    expect(isQueued(null, NOW)).toBe(false);
    expect(isQueued(NOW + 5 * SECOND, NOW)).toBe(false);
    expect(isQueued(NOW + 6 * SECOND, NOW)).toBe(true);
  });

  test('is told with its number and about when it opens', () => {
    const view = queuedModal(escalationAfter(CLAIMED), NOW + 3 * MINUTE);
    expect(validateView(view)).toEqual([]);
    expect(shown(view.blocks)).toContain('*ESC-7 is saved.*');
    expect(shown(view.blocks)).toContain(
      `its channel opens at about <!date^${(NOW + 3 * MINUTE) / 1_000}^{time}|`,
    );
  });
});
