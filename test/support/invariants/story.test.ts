import { describe, expect, test } from 'vitest';
import { opened } from '../../domain/tables/cast.ts';
import { eventsOf, type Past, START } from '../given.ts';
import { peopleWrong } from './story.ts';
import { tell } from './tale.ts';

function wrongIn(...past: readonly Past[]): string[] {
  const tale = tell(eventsOf([opened, ...past]));
  if (tale === null) throw new Error('this is no tale');
  return peopleWrong(tale);
}

const NOW = { at: START + 1_000, by: 'morgan' } as const;
const claimed: Past = { type: 'OwnershipClaimed', owner: 'dana', by: 'dana' };

describe('whoever has a part is in the swarm', () => {
  const taken: Past = { type: 'PersonTakenOut', person: opened.rep, reason: 'a', rep: 'robin', ...NOW };
  const heir = { id: 'robin', as: 'rep' } as const;
  const pulled: Past = { type: 'PeoplePulledIn', people: [heir], teams: [], ...NOW };
  const given: Past = {
    type: 'RoleGiven',
    role: 'communicator',
    from: opened.rep,
    to: 'robin',
    ...NOW,
  };

  test('once somebody who was taken out is replaced', () => {
    expect(wrongIn(taken, pulled, given)).toEqual([]);
  });

  test.each<[string, Past[]]>([
    ['brought in', [taken, given]],
    ['given all', [taken, pulled]],
    ['brought in at once', [taken, { ...pulled, at: NOW.at + 1 }, { ...given, at: NOW.at + 1 }]],
  ])('and is found when whoever takes over is not %s', (_what, past) => {
    expect(wrongIn(...past)).not.toEqual([]);
  });
});

describe('an owner stays', () => {
  test('until they release it', () => {
    const released: Past = {
      type: 'OwnershipReleased',
      owner: 'dana',
      reason: 'a',
      offer: null,
      by: 'dana',
    };
    expect(wrongIn(claimed, released)).toEqual([]);
  });

  test('and another claim in its place is found', () => {
    expect(wrongIn(claimed, { ...claimed, owner: 'sam' })).not.toEqual([]);
  });
});
