import type { Command } from '../command.ts';
import type { Refusal } from '../refusal.ts';
import type { Ticket } from '../slices/opening.ts';

/** What one request may hold. A form holds less; whatever else sends commands is held to the same. */
const MOST = {
  /** Characters of any text. */
  text: 3000,
  /** Lines of any text. */
  lines: 300,
  /** People or teams that are named at once. */
  named: 100,
} as const;

/** Characters of a text that is shown in a heading or on a line. */
const SHORT: Readonly<Record<string, number>> = { customer: 255, ticket: 255 };

/** Lines on each of the card's lists. */
export const MOST_ENTRIES = 100;
/** People in one swarm, however they came in. */
export const MOST_PEOPLE = 500;
/** Messages that ask for one customer update and are kept up to date; older ones say that it was asked for again. */
export const MOST_ASKS = 20;
/** Reasons for which a step failed that are remembered, so that each is told once. */
export const MOST_FAILURES = 100;

/**
 * Refuses what holds more than anybody has use for: by the field it is in, whichever command it is. What Muster itself
 * sends is what it has found, so nothing of it is refused.
 */
export function refuseOversized({ by, ...command }: Command): Refusal | null {
  return by.id === null ? null : firstRefused(command);
}

function firstRefused(fields: object): Refusal | null {
  for (const [field, value] of Object.entries(fields)) {
    const refused = refuseField(field, value);
    if (refused) return refused;
  }
  return null;
}

function refuseField(field: string, value: unknown): Refusal | null {
  if (typeof value === 'string') return refuseText(field, value);
  if (field === 'people' || field === 'teams') {
    return (value as readonly unknown[]).length > MOST.named
      ? { code: 'TooMany', field, most: MOST.named }
      : null;
  }
  if (field === 'ticket') return refuseText(field, (value as Ticket).text);
  return field === 'changes' ? firstRefused(value as object) : null;
}

function refuseText(field: string, text: string): Refusal | null {
  const most = Object.hasOwn(SHORT, field) ? (SHORT[field] ?? MOST.text) : MOST.text;
  if (text.length > most) return { code: 'TooLong', field, most };
  return text.split('\n', MOST.lines + 1).length > MOST.lines
    ? { code: 'TooManyLines', field, most: MOST.lines }
    : null;
}
