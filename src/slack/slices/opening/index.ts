import { reference } from '../../../domain/kernel/escalation.ts';
import type { Opening } from '../../../domain/slices/opening.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { cutLine, mention, quoted, ROOM } from '../../kit/text.ts';
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
    RivalOpened: {
      sentence: ({ rep, number }, write) =>
        `${write(rep)} opened ${reference({ number })} for the same ticket, and knows nothing of this private swarm.`,
      ask: (_, { rep }) => ({ text: `Add ${mention(rep)} here if they are to know.`, from: [] }),
      tell: asSaid,
    },
  },
  messages: {},
  calls: {},
  // Its form is shown anew while it is filled in, and pulls in what the roster says: see listeners/opening.ts.
  commands: { OpenEscalation: 'listener', RecordRival: 'listener' },
};
