import { describe, expect, test } from 'vitest';
import { maySee } from '../../src/domain/kernel/access.ts';
import { isInSwarm, leadsOf, memberOf, reference } from '../../src/domain/kernel/escalation.ts';
import { stateAfter } from '../support/given.ts';
import { hidden, offered, open, opened, PAYMENTS, PLATFORM } from './tables/cast.ts';

describe('escalation', () => {
  test('people call it by its number', () => {
    expect(reference(stateAfter(...open))).toBe('ESC-7');
  });

  test('who is in', () => {
    expect(isInSwarm(stateAfter(...open), 'sam')).toBe(true);
    expect(isInSwarm(stateAfter(...open), 'morgan')).toBe(false);
    expect(isInSwarm(stateAfter(...open, { type: 'PersonLeft', person: 'sam' }), 'sam')).toBe(false);
  });

  test('everybody may see a public one, only the swarm and the monitor a private one', () => {
    const secret = hidden(open);
    expect(maySee(stateAfter(...open), 'olli')).toBe(true);
    expect(maySee(stateAfter(...secret), 'olli')).toBe(false);
    expect(maySee(stateAfter(...secret), 'lee')).toBe(false);
    expect(maySee(stateAfter(...secret), 'sam')).toBe(true);
    expect(maySee(stateAfter(...secret), 'morgan')).toBe(true);
  });

  test('whoever left a private swarm sees it no more, and neither does a former monitor', () => {
    const left = stateAfter(
      ...hidden(offered),
      { type: 'PersonLeft', person: 'sam' },
      { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'dana' },
    );
    expect(maySee(left, 'sam')).toBe(false);
    expect(maySee(left, 'morgan')).toBe(false);
  });

  test('a lead of two teams is one lead', () => {
    const both = stateAfter({ ...opened, teams: [PAYMENTS, { ...PLATFORM, leads: ['dana', 'lee'] }] });
    expect(leadsOf(both)).toEqual(['dana', 'lee']);
  });

  test('somebody stands in the swarm for the team that named them, first of all as its lead', () => {
    const teams = [PAYMENTS, { ...PLATFORM, leads: ['sam'] }];
    expect(memberOf(teams, 'sam')).toEqual({ id: 'sam', as: 'lead', team: 'platform' });
    expect(memberOf(teams, 'pat')).toEqual({ id: 'pat', as: 'specialist', team: 'platform' });
    expect(memberOf(teams, 'gus')).toEqual({ id: 'gus', as: 'guest' });
    expect(memberOf(teams, 'nora', 'lead')).toEqual({ id: 'nora', as: 'lead' });
  });
});
