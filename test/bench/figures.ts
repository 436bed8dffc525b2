import type { Figure } from './figure.ts';
import { chaos } from './figures/chaos.ts';
import { lateness } from './figures/lateness.ts';
import { recovery } from './figures/recovery.ts';

/** All of them, in the order of their numbers. */
export const FIGURES: readonly Figure[] = [lateness, recovery, chaos];
