import type { Figure } from './figure.ts';
import { calls } from './figures/calls.ts';

/** All of them, in the order of their numbers. */
export const FIGURES: readonly Figure[] = [calls];
