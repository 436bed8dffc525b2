import { expect, test } from 'vitest';
import { parsePlace, placeHash, windowUrl } from '../../../src/sandbox/page/client/place.ts';

test.each([{ at: 'C1' }, { at: 'C1', thread: '1800000000.000100' }, { at: 'home' }])(
  '%o survives the address',
  (place) => {
    expect(parsePlace(placeHash(place))).toEqual(place);
  },
);

test('no hash is nowhere yet', () => {
  expect(parsePlace('')).toEqual({ at: '' });
  expect(placeHash({ at: '' })).toBe('');
});

test('a window’s address names its person', () => {
  expect(windowUrl('U1', { at: 'C1' })).toBe('?as=U1#C1');
});
