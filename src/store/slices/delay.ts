import type { ChannelDelay } from '../../domain/slices/delay.ts';
import { instant, number, person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const delay: StoreSlice<ChannelDelay> = {
  shapes: {
    SwarmChannelDelayed: { opensAt: instant, place: number, aMinute: number, before: instant.nullable() },
  },
  effects: { ShowDelay: { person } },
  refusals: {},
  project: { SwarmChannelDelayed: nowhere },
};
