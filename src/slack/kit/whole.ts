import type { Button } from '@slack/types';
import { ACTIONS, menuValue } from '../ids.ts';
import { button } from './blocks.ts';

/** What can be shown in full: a part of the card, or the note of the event at this seq. */
export const WHOLE_PARTS = ['problem', 'tried', 'outcome', 'nextActions'] as const;
export type WholePart = (typeof WHOLE_PARTS)[number] | number;

/** A press away from what is shown shortened: the rest of it. */
export function showWhole(part: WholePart, escalation: string): Button {
  return button('Show all', ACTIONS.whole, menuValue(String(part), escalation));
}
