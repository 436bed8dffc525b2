import type { Card } from '../../../../src/domain/slices/card.ts';
import { open, resolved } from '../../tables/cast.ts';
import { archived, CARD, PIN, REACH } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { cardCases } from './cases.ts';

const unpinned = { type: 'CardUnpinned', person: 'gus' } as const;

export const card: SliceTable<Card> = {
  cases: cardCases,
  evolve: {
    CardDeleted: [
      {
        name: 'a new card was never without its pin',
        given: [...open, { type: 'CardUnpinned', person: 'gus' }],
        event: { type: 'CardDeleted' },
        changes: { unpinned: 0 },
      },
    ],
    CardFrozen: [
      {
        name: 'the new card was never without its pin',
        given: [...open, { type: 'CardUnpinned', person: 'gus' }],
        event: { type: 'CardFrozen' },
        changes: { unpinned: 0 },
      },
    ],
    CardUnpinned: [
      {
        name: 'it is known how often that was',
        given: [...open, { type: 'CardUnpinned', person: 'gus' }],
        event: { type: 'CardUnpinned', person: 'gus' },
        changes: { unpinned: 2 },
      },
    ],
  },
  react: {
    CardDeleted: [
      {
        name: 'it is posted and pinned again',
        given: open,
        event: { type: 'CardDeleted' },
        effects: [CARD, PIN],
      },
      {
        name: 'without a channel it is not, but it is looked whether that is back',
        given: [...open, archived],
        event: { type: 'CardDeleted' },
        effects: [REACH],
      },
    ],
    CardFrozen: [
      {
        name: 'another one is posted and pinned',
        given: open,
        event: { type: 'CardFrozen' },
        effects: [CARD, PIN],
      },
    ],
    CardUnpinned: [
      { name: 'it is pinned once more', given: open, event: unpinned, effects: [PIN] },
      { name: 'whoever does it again means it', given: [...open, unpinned], event: unpinned, effects: [] },
      { name: 'once resolved it needs no pin', given: resolved, event: unpinned, effects: [] },
    ],
  },
  effects: {
    ShowCard: { effect: { type: 'ShowCard' }, key: 'card', needs: 'channel', lane: 'card' },
    ShowLine: { effect: { type: 'ShowLine' }, key: 'line', needs: 'channel', lane: 'line' },
    PinCard: { effect: { type: 'PinCard' }, key: 'pin', needs: 'card', lane: 'pin' },
    ShowTopic: { effect: { type: 'ShowTopic' }, key: 'topic', needs: 'channel', lane: 'topic' },
  },
  refusals: {},
};
