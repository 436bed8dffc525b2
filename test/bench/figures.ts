import type { Figure } from './figure.ts';
import { acknowledgement } from './figures/acknowledgement.ts';
import { age } from './figures/age.ts';
import { calls } from './figures/calls.ts';
import { chaos } from './figures/chaos.ts';
import { duplicates } from './figures/duplicates.ts';
import { fairness } from './figures/fairness.ts';
import { flood } from './figures/flood.ts';
import { lateness } from './figures/lateness.ts';
import { memory } from './figures/memory.ts';
import { recovery } from './figures/recovery.ts';
import { scale } from './figures/scale.ts';

/** All of them, in the order of their numbers. */
export const FIGURES: readonly Figure[] = [
  acknowledgement,
  calls,
  lateness,
  recovery,
  chaos,
  scale,
  duplicates,
  memory,
  flood,
  age,
  fairness,
];
