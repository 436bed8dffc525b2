import type { Figure } from './figure.ts';
import { lateness } from './figures/lateness.ts';
import { recovery } from './figures/recovery.ts';

/** All of them, in the order of their numbers. */
export const FIGURES: readonly Figure[] = [lateness, recovery];
