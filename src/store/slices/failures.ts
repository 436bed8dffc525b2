import { z } from 'zod';
import type { Failures } from '../../domain/slices/failures.ts';
import { FAILED_STEPS } from '../../domain/slices/failures.ts';
import { person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const failures: StoreSlice<Failures> = {
  shapes: {
    StepFailed: { step: z.enum(FAILED_STEPS), people: z.array(person), reason: z.string() },
  },
  effects: {},
  refusals: {},
  project: {
    StepFailed: nowhere,
  },
};
