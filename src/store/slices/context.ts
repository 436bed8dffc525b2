import { z } from 'zod';
import type { Context } from '../../domain/slices/context.ts';
import { NOTE_KINDS } from '../../domain/slices/context.ts';
import { severity } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const context: StoreSlice<Context> = {
  shapes: {
    NoteAdded: { kind: z.enum(NOTE_KINDS), text: z.string() },
    ContextEdited: {
      changes: z.object({
        customer: z.string().optional(),
        problem: z.string().optional(),
        tried: z.string().optional(),
        outcome: z.string().optional(),
        nextActions: z.string().optional(),
      }),
    },
    SeverityChanged: { from: severity, to: severity, reason: z.string() },
  },
  effects: {},
  refusals: { SameSeverity: {}, NothingChanged: {} },
  project: {
    NoteAdded: nowhere,
    ContextEdited: nowhere,
    SeverityChanged: nowhere,
  },
};
