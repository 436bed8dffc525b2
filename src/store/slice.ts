import type { z } from 'zod';
import type { Placed } from '../domain/event.ts';
import type { SliceTypes } from '../domain/kernel/slice.ts';
import type { Batch } from './batch.ts';

/** How a slice of the domain is stored: the shapes of what it keeps, and what its events change in the read models. */
export type StoreSlice<T extends SliceTypes> = {
  readonly shapes: { readonly [E in T['event'] as E['type']]: Shape<Omit<E, 'type'>> };
  readonly effects: {
    readonly [E in T['message'] | T['call'] as E['type']]: Shape<Omit<E, 'type'>>;
  };
  /** Kept as answers to what may arrive again. */
  readonly refusals: { readonly [R in T['refusal'] as R['code']]: Shape<Omit<R, 'code'>> };
  readonly project: { readonly [E in T['event'] as E['type']]: (batch: Batch, event: Placed<E>) => void };
};

/** Exactly the fields that the domain has, each of its type. */
type Shape<B> = { readonly [K in keyof B]-?: z.ZodType<B[K]> };

/** For what no read model tells of beyond what `escalationRow` does. */
export const nowhere = (): void => {};
