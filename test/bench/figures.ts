import type { Figure } from './figure.ts';
import { acknowledgement } from './figures/acknowledgement.ts';
import { calls } from './figures/calls.ts';
import { duplicates } from './figures/duplicates.ts';
import { memory } from './figures/memory.ts';
import { scale } from './figures/scale.ts';

/** All of them, in the order of their numbers. */
export const FIGURES: readonly Figure[] = [acknowledgement, calls, scale, duplicates, memory];
