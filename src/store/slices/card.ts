import type { Card } from '../../domain/slices/card.ts';
import { person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const card: StoreSlice<Card> = {
  shapes: {
    CardDeleted: {},
    CardFrozen: {},
    CardUnpinned: { person: person.nullable() },
  },
  effects: { ShowCard: {}, ShowLine: {}, PinCard: {}, ShowTopic: {} },
  refusals: {},
  project: {
    CardDeleted: nowhere,
    CardFrozen: nowhere,
    CardUnpinned: nowhere,
  },
};
