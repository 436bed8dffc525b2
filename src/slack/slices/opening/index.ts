import { reference } from '../../../domain/kernel/escalation.ts';
import type { Opening } from '../../../domain/slices/opening.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { cutLine, quoted, ROOM } from '../../kit/text.ts';
import { asSaid } from '../../kit/told.ts';
import { severityMark, ticketLink } from '../../kit/words.ts';

export const opening: SlackSlice<Opening> = {
  events: {
    EscalationOpened: {
      sentence: (event, _write, by) =>
        `${by} opened ${reference(event)} for ${cutLine(event.customer, ROOM.short)}, ticket ${ticketLink(event.ticket)} (${severityMark(event.severity)}, ${cutLine(event.trigger.name, 200)}): ${quoted(event.problem, 800)}`,
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {},
  calls: {},
  // Its form is shown anew while it is filled in, and pulls in what the roster says: see listeners/opening.ts.
  commands: { OpenEscalation: 'listener' },
};
