import { MUSTER } from '../../../../src/domain/command.ts';
import { MINUTE, SECOND } from '../../../../src/domain/kernel/time.ts';
import { type Past, START } from '../../../support/given.ts';
import { type Case, open, opened, resolved, unopened } from '../../tables/cast.ts';

const AT = START + 5 * MINUTE;
const waits = { type: 'RecordChannelDelay', place: 43, aMinute: 20, at: AT, by: MUSTER } as const;
const told = { type: 'SwarmChannelDelayed', place: 43, aMinute: 20 } as const;

export const delayed: Past = { ...told, opensAt: AT + 2 * MINUTE, before: null, by: null };

/** When people learn that a channel has to wait. */
export const delayCases: readonly Case[] = [
  {
    name: 'that a channel has to wait is told',
    given: [opened],
    when: { ...waits, opensAt: AT + 2 * MINUTE },
    then: [{ ...told, opensAt: AT + 2 * MINUTE, before: null }],
  },
  {
    name: 'what is over before it is read is not told',
    given: [opened],
    when: { ...waits, opensAt: AT + 5 * SECOND },
    then: [],
  },
  {
    name: 'what was told and is about right is not told again',
    given: [opened, delayed],
    when: { ...waits, opensAt: AT + 3 * MINUTE - 1 },
    then: [],
  },
  {
    name: 'what was told and is wrong by now is put right',
    given: [opened, delayed],
    when: { ...waits, place: 2, opensAt: AT + MINUTE },
    then: [{ ...told, place: 2, opensAt: AT + MINUTE, before: AT + 2 * MINUTE }],
  },
  {
    name: 'whoever has a channel waits for none',
    given: open,
    when: { ...waits, opensAt: AT + 2 * MINUTE },
    then: [],
  },
  {
    name: 'nobody is told of a channel that cannot be opened any more',
    given: [
      ...unopened,
      { type: 'StepFailed', step: 'channel', people: [], reason: 'not allowed', by: null },
    ],
    when: { ...waits, opensAt: AT + 2 * MINUTE },
    then: [],
  },
  {
    name: 'nobody waits for the channel of what is resolved',
    given: resolved,
    when: { ...waits, opensAt: AT + 2 * MINUTE },
    then: [],
  },
];
