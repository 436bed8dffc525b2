import type { Event } from '../../domain/event.ts';
import type { Escalation, PersonId } from '../../domain/kernel/escalation.ts';
import type { Message } from '../kit/blocks.ts';
import type { Names } from '../kit/text.ts';
import { EVENTS } from '../slices.ts';
import { entryText } from './entry.ts';
import { askAfter } from './say.ts';

/** A direct message about an event to somebody who has to act on it. */
export function tell(escalation: Escalation, event: Event, person: PersonId, names: Names): Message {
  const ask = askAfter(escalation, event);
  return EVENTS[event.type].tell({
    escalation,
    event,
    person,
    names,
    sentence: entryText(event, names),
    ask,
  });
}
