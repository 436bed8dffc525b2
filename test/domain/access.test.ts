import { describe, expect, test } from 'vitest';
import { MUSTER } from '../../src/domain/command.ts';
import {
  personOf,
  refuseEmpty,
  refuseUnlessOpen,
  refuseUnlessVisible,
  refuseUnlessWorking,
} from '../../src/domain/kernel/access.ts';
import { stateAfter } from '../support/given.ts';
import { dana, hidden, morgan, olli, open, resolved } from './tables/cast.ts';

describe('access', () => {
  test('a person stands behind what only people send', () => {
    expect(personOf(dana)).toBe('dana');
    expect(() => personOf(MUSTER)).toThrow('a person must send this');
  });

  test('a resolved escalation is worked on no more', () => {
    expect(refuseUnlessOpen(stateAfter(...open))).toBeNull();
    expect(refuseUnlessOpen(stateAfter(...resolved))).toEqual({ code: 'AlreadyResolved' });
    expect(refuseUnlessWorking(stateAfter(...resolved), dana)).toEqual({ code: 'AlreadyResolved' });
  });

  test('the swarm and the monitor work on it, outsiders do not', () => {
    expect(refuseUnlessWorking(stateAfter(...open), dana)).toBeNull();
    expect(refuseUnlessWorking(stateAfter(...open), morgan)).toBeNull();
    expect(refuseUnlessWorking(stateAfter(...open), olli)).toEqual({ code: 'NotInSwarm' });
  });

  test('a private swarm is closed to outsiders, not to Muster', () => {
    const secret = stateAfter(...hidden(open));
    expect(refuseUnlessVisible(secret, olli)).toEqual({ code: 'PrivateSwarm' });
    expect(refuseUnlessVisible(secret, dana)).toBeNull();
    expect(refuseUnlessVisible(secret, MUSTER)).toBeNull();
    expect(refuseUnlessVisible(stateAfter(...open), olli)).toBeNull();
  });

  test('the first empty field is named', () => {
    expect(refuseEmpty({ one: ['x', 'the first'], two: ['\t ', 'the second'], three: ['', 'it'] })).toEqual({
      code: 'Empty',
      field: 'two',
      called: 'the second',
    });
    expect(refuseEmpty({ one: ['x', 'it'] })).toBeNull();
  });
});
