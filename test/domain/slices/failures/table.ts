import type { Failures } from '../../../../src/domain/slices/failures.ts';
import { open, opened, unopened } from '../../tables/cast.ts';
import { say } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { failuresCases } from './cases.ts';

export const failures: SliceTable<Failures> = {
  cases: failuresCases,
  evolve: {
    StepFailed: [
      {
        name: 'nothing changes',
        given: open,
        event: { type: 'StepFailed', step: 'pin', people: [], reason: 'too many pins', by: null },
        changes: {},
      },
      {
        name: 'without its channel it is closed, with no promise left',
        given: unopened,
        event: { type: 'StepFailed', step: 'channel', people: [], reason: 'not allowed', by: null },
        changes: { status: 'failed', checkpoint: null },
      },
    ],
  },
  react: {
    StepFailed: [
      {
        name: 'without a channel, the rep is told directly',
        given: [opened],
        event: { type: 'StepFailed', step: 'channel', people: [], reason: 'the name is taken' },
        effects: [{ type: 'Tell', person: 'rita', seq: 2 }],
      },
      {
        name: 'the channel is told who could not be invited',
        given: open,
        event: { type: 'StepFailed', step: 'invite', people: ['sam'], reason: 'they have left' },
        effects: [say(4)],
      },
      {
        name: 'the channel is told who could not be written to',
        given: open,
        event: { type: 'StepFailed', step: 'message', people: ['dana'], reason: 'they have left' },
        effects: [say(4)],
      },
      {
        name: 'a line that could not be posted is not followed by another one about it',
        given: open,
        event: { type: 'StepFailed', step: 'message', people: [], reason: 'the channel is archived' },
        effects: [],
      },
    ],
  },
  effects: {},
  refusals: {},
};
