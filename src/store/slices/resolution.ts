import { z } from 'zod';
import type { Resolving } from '../../domain/slices/resolution.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const resolution: StoreSlice<Resolving> = {
  shapes: {
    EscalationResolved: { fix: z.string(), cause: z.string(), finalWord: z.string() },
    EscalationReopened: { reason: z.string() },
  },
  effects: {},
  project: {
    EscalationResolved: nowhere,
    EscalationReopened: nowhere,
  },
};
