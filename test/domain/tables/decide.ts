import { MUSTER } from '../../../src/domain/command.ts';
import { type Case, hidden, olli, open, opened, resolved } from './cast.ts';

const FAILURE = { step: 'invite', people: ['gus'], reason: 'this person has left' } as const;

/** What is decided before any rule of a slice, and what Muster records of its own work. */
export const decideCases: readonly Case[] = [
  {
    name: 'an escalation that does not exist refuses everything but opening',
    given: [],
    when: { type: 'JoinSwarm' },
    then: { code: 'UnknownEscalation' },
  },
  {
    name: 'the channel that was made is recorded',
    given: [opened],
    when: { type: 'RecordChannel', channel: 'C7', name: 'esc-7-acme', by: MUSTER },
    then: [{ type: 'SwarmChannelCreated', channel: 'C7', name: 'esc-7-acme' }],
  },
  {
    name: 'a channel is recorded once',
    given: open,
    when: { type: 'RecordChannel', channel: 'C8', name: 'esc-7-acme', by: MUSTER },
    then: [],
  },
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
    name: 'a private swarm tells outsiders nothing but that it is private',
    given: hidden(resolved),
    when: { type: 'ClaimOwnership', by: olli },
    then: { code: 'PrivateSwarm' },
  },
];
