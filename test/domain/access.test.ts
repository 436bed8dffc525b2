import { describe, expect, test } from 'vitest';
import { MUSTER } from '../../src/domain/command.ts';
import { personOf, refuseEmpty, refuseUnlessAllowed } from '../../src/domain/kernel/access.ts';
import { refuseUnlessOpen } from '../../src/domain/kernel/status.ts';
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
  });

  test('the swarm and the monitor work on it, outsiders do not', () => {
    expect(refuseUnlessAllowed('AddNote', stateAfter(...open), dana)).toBeNull();
    expect(refuseUnlessAllowed('AddNote', stateAfter(...open), morgan)).toBeNull();
    expect(refuseUnlessAllowed('AddNote', stateAfter(...open), olli)).toEqual({ code: 'NotInSwarm' });
  });

  test('a private swarm is closed to outsiders, not to Muster', () => {
    const secret = stateAfter(...hidden(open));
    expect(refuseUnlessAllowed('See', secret, olli)).toEqual({ code: 'PrivateSwarm' });
    expect(refuseUnlessAllowed('See', secret, dana)).toBeNull();
    expect(refuseUnlessAllowed('RecordFailure', secret, MUSTER)).toBeNull();
    expect(refuseUnlessAllowed('See', stateAfter(...open), olli)).toBeNull();
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
