import { z } from 'zod';
import type { Removal } from '../../domain/slices/removal.ts';
import { number, person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const removal: StoreSlice<Removal> = {
  shapes: { PersonTakenOut: { person, reason: z.string(), rep: person.optional() } },
  effects: { RemoveFromChannel: { person, seq: number } },
  refusals: { NotThere: { person }, NeedsSuccessor: { person }, OnlyFromPrivate: {}, OnlyManagers: {} },
  project: { PersonTakenOut: nowhere },
};
