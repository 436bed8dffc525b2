import { MUSTER } from '../../../../src/domain/command.ts';
import { type Case, open, resolved } from '../../tables/cast.ts';

const FAILURE = { step: 'invite', people: ['gus'], reason: 'this person has left' } as const;
const topicFailed = { type: 'StepFailed', step: 'topic', people: [], reason: 'Slack says no' } as const;

/** What Muster records of its own work. */
export const failuresCases: readonly Case[] = [
  {
    name: 'what could not be done is recorded',
    given: open,
    when: { type: 'RecordFailure', ...FAILURE, by: MUSTER },
    then: [{ type: 'StepFailed', ...FAILURE }],
  },
  {
    name: 'a failure is recorded even once it is resolved',
    given: resolved,
    when: { type: 'RecordFailure', ...FAILURE, by: MUSTER },
    then: [{ type: 'StepFailed', ...FAILURE }],
  },
  {
    name: 'what fails alike with every change is recorded once',
    given: [...open, topicFailed],
    when: { ...topicFailed, type: 'RecordFailure', by: MUSTER },
    then: [],
  },
  {
    name: 'another reason is another failure',
    given: [...open, topicFailed],
    when: { ...topicFailed, type: 'RecordFailure', reason: 'too long', by: MUSTER },
    then: [{ ...topicFailed, reason: 'too long' }],
  },
];
