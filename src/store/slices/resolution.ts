import { z } from 'zod';
import type { Resolving } from '../../domain/slices/resolution.ts';
import { person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const resolution: StoreSlice<Resolving> = {
  shapes: {
    EscalationResolved: { fix: z.string(), cause: z.string(), finalWord: z.string() },
    EscalationWithdrawn: { reason: z.string() },
    EscalationReopened: { reason: z.string() },
  },
  effects: {},
  refusals: {
    AlreadyResolved: {},
    AlreadyWithdrawn: {},
    NotResolved: {},
    MayNotResolve: { owner: person.nullable(), rep: person },
    MayNotWithdraw: { rep: person },
  },
  project: {
    EscalationResolved: nowhere,
    EscalationWithdrawn: nowhere,
    EscalationReopened: nowhere,
  },
};
