import { z } from 'zod';
import type { Resolving } from '../../domain/slices/resolution.ts';
import { person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const resolution: StoreSlice<Resolving> = {
  shapes: {
    EscalationResolved: { fix: z.string(), cause: z.string(), finalWord: z.string() },
    EscalationReopened: { reason: z.string() },
  },
  effects: {},
  refusals: {
    AlreadyResolved: {},
    NotResolved: {},
    MayNotResolve: { owner: person.nullable(), rep: person },
  },
  project: {
    EscalationResolved: nowhere,
    EscalationReopened: nowhere,
  },
};
