import type { Figure } from './figure.ts';

/** All of them, in the order of their numbers. */
export const FIGURES: readonly Figure[] = [];
