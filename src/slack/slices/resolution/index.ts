import type { Resolving } from '../../../domain/slices/resolution.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { quoted, ROOM } from '../../kit/text.ts';
import { asSaid } from '../../kit/told.ts';
import { askNextUpdate } from '../checkpoint/next-update.ts';
import { reopen } from './reopen.ts';
import { resolve } from './resolve.ts';
import { withdraw } from './withdraw.ts';

export const resolution: SlackSlice<Resolving> = {
  events: {
    EscalationResolved: {
      sentence: (event, _write, by) =>
        `${by} resolved this. What fixed it: ${quoted(event.fix, 1200)} Cause: ${quoted(event.cause, 1200)}`,
      ask: asksNothing,
      tell: asSaid,
    },
    EscalationWithdrawn: {
      sentence: (event, _write, by) => `${by} withdrew this: ${quoted(event.reason, ROOM.long)}`,
      ask: asksNothing,
      tell: asSaid,
    },
    EscalationReopened: {
      sentence: (event, _write, by) => `${by} reopened this: ${quoted(event.reason, ROOM.long)}`,
      ask: (escalation) => askNextUpdate(escalation, escalation.checkpoints),
      tell: asSaid,
    },
  },
  messages: {},
  calls: {},
  commands: { Resolve: resolve, Withdraw: withdraw, Reopen: reopen },
};
