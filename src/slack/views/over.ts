import type { InputBlock } from '@slack/types';
import { MEDIA, type Medium } from '../../domain/escalation.ts';
import { oneOf, select, type Values } from './form.ts';
import { selectInput } from './inputs.ts';
import { MEDIUM_NAMES } from './words.ts';

export const PICK_OVER = 'Please pick how the customer was told.';

/** Asks over what the customer was told. */
export function overInput(): InputBlock {
  return selectInput({
    id: 'over',
    label: 'Over what?',
    placeholder: 'Pick one',
    choices: MEDIA.map((medium) => ({ value: medium, text: MEDIUM_NAMES[medium] })),
    initial: MEDIA[0],
  });
}

export function readOver(values: Values): Medium | null {
  return oneOf(MEDIA, select(values, 'over'));
}
