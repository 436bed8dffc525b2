import type { Event } from '../../domain/event.ts';
import type { Escalation } from '../../domain/kernel/escalation.ts';
import { line, type Message } from '../kit/blocks.ts';
import type { AskLine } from '../kit/slice.ts';
import { mentioning, type Names } from '../kit/text.ts';
import { EVENTS } from '../slices.ts';
import { sentence } from './entry.ts';

/**
 * One line in the swarm channel about an event. `escalation` is how it stands by now, so nothing is asked for that is
 * done already.
 */
export function say(escalation: Escalation, event: Event, names: Names): Message {
  const ask = askAfter(escalation, event);
  if (ask === null) return line(sentence(event, mentioning([], names)));
  const told = sentence(event, mentioning(ask.from, names));
  // After somebody's own words, what follows stands apart from them.
  const gap = told.endsWith('”') ? '\n' : ' ';
  return line(`${told}${gap}${ask.text}`.trimEnd(), ask.buttons);
}

/** What is wanted by now after an event; null when nothing is. */
export function askAfter(escalation: Escalation, event: Event): AskLine | null {
  return escalation.status === 'open' ? EVENTS[event.type].ask(escalation, event) : null;
}
