import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/domain/event.ts';
import { evolve, replay } from '../../src/domain/evolve.ts';
import { eventsOf, type Past, START, stateAfter } from '../support/given.ts';
import { EVOLVED } from './slices.ts';
import { open, opened, PAYMENTS, TRIGGER } from './tables/cast.ts';
import { directRows } from './tables/without-channel.ts';

describe('evolve', () => {
  test.each(EVOLVED)('$event.type: $name', ({ given, event, changes }) => {
    const past: readonly Past[] = [...given, event];
    expect(stateAfter(...past)).toEqual({ ...stateAfter(...given), ...changes, seq: past.length });
  });

  test('EscalationOpened: everything that was said at the start is there', () => {
    expect(stateAfter(opened)).toEqual({
      id: 'e1',
      workspace: 'w1',
      number: 7,
      seq: 1,
      status: 'open',
      isPrivate: false,
      openedAt: START,
      customer: 'Acme',
      ticket: { text: '#4711', key: '4711' },
      problem: 'Payouts fail',
      tried: [
        { text: 'Restarted', by: 'rita', at: START },
        { text: 'Cleared the cache', by: 'rita', at: START },
      ],
      outcome: 'Payouts work',
      nextActions: [],
      trigger: TRIGGER,
      severity: 'SEV2',
      rep: 'rita',
      owner: null,
      claimedAt: null,
      claimableSince: START,
      communicator: 'rita',
      monitor: 'morgan',
      offer: null,
      roleOffers: [],
      teams: [PAYMENTS],
      swarm: opened.swarm,
      channelName: 'esc-7-acme-payouts-fail',
      channel: null,
      channels: 0,
      directAsks: [],
      unpinned: 0,
      delay: null,
      departed: [],
      joined: [],
      bystanders: null,
      failures: [],
      checkpoint: null,
      checkpoints: 0,
      asks: [],
      lastUpdate: null,
      dropped: [],
      claimOverdue: false,
      resolution: null,
      withdrawal: null,
    });
  });

  test.each(directRows)('$name', ({ given, event, directAsks }) => {
    expect(stateAfter(...given, event).directAsks).toEqual(directAsks);
  });

  test('nothing happens before the opening', () => {
    const [, second] = eventsOf(open);
    expect(() => evolve(null, second as Event)).toThrow('CheckpointPromised before EscalationOpened in e1');
    expect(replay([])).toBeNull();
  });

  test('replaying goes on from any state', () => {
    const events = eventsOf(open);
    expect(replay(events.slice(2), replay(events.slice(0, 2)))).toEqual(stateAfter(...open));
  });

  test('a state is never changed in place', () => {
    const before = stateAfter(...open);
    const copy = structuredClone(before);
    for (const { event } of EVOLVED) evolve(before, { ...eventsOf([event])[0], seq: 9 } as Event);
    expect(before).toEqual(copy);
  });
});
