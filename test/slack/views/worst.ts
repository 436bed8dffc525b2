import type { Event } from '../../../src/domain/event.ts';
import { DAY, HOUR } from '../../../src/domain/kernel/time.ts';
import type { SwarmMember } from '../../../src/domain/slices/swarm.ts';
import { CREATED, DANA, NOW, openedBody, PROMISED, RAE, SAM, story } from './samples.ts';

/** Three thousand characters that grow fivefold when escaped. */
export const HUGE = '&<>'.repeat(1000);

/** The events of an escalation in which everything is as large and as hostile as it can be. */
export function worstStory(text = HUGE): Event[] {
  const teams = Array.from({ length: 12 }, (_, team) => ({
    key: `team-${team}`,
    name: `${text.slice(0, 200)} ${team}`,
    leads: [`U0LEAD${team}`],
    specialists: Array.from({ length: 5 }, (_, index) => `U0SPEC${team}X${index}`),
  }));
  const swarm: SwarmMember[] = [
    { id: RAE, as: 'rep' },
    ...teams.flatMap((team) => team.leads.map((id) => ({ id, as: 'lead' as const, team: team.key }))),
    ...teams.flatMap((team) =>
      team.specialists.map((id) => ({ id, as: 'specialist' as const, team: team.key })),
    ),
    ...Array.from({ length: 60 }, (_, index) => ({ id: `U0GUEST${index}`, as: 'guest' as const })),
  ];
  const opening = openedBody({
    customer: text.slice(0, 80),
    problem: text,
    outcome: text,
    tried: Array.from({ length: 100 }, () => text.slice(0, 300)).join('\n'),
    teams,
    swarm,
    ticket: {
      text: `https://help.example/${text}`.slice(0, 255),
      key: text,
      url: `https://help.example/${text}`.slice(0, 255),
    },
    trigger: { ...openedBody().trigger, name: text.slice(0, 200), outcome: text },
  });
  const lines = Array.from({ length: 40 }, () => ({ type: 'NoteAdded', kind: 'next', text }) as const);
  return story(
    opening,
    PROMISED,
    CREATED,
    { type: 'PeoplePulledIn', people: swarm, teams },
    { type: 'OwnershipClaimed', owner: DANA, by: DANA },
    ...lines,
    { type: 'NoteAdded', kind: 'tried', text },
    {
      type: 'ContextEdited',
      changes: { customer: text, problem: text, tried: text, outcome: text, nextActions: text },
    },
    { type: 'SeverityChanged', from: 'SEV1', to: 'SEV2', reason: text },
    { type: 'CheckpointMoved', number: 1, from: NOW, to: NOW + HOUR, reason: text },
    { type: 'CustomerUpdated', text, over: 'meeting', met: 1 },
    { type: 'CheckpointPromised', number: 2, dueAt: NOW + DAY },
    { type: 'StepFailed', step: 'invite', people: swarm.map((one) => one.id), reason: text, by: null },
    { type: 'HandOverOffered', to: SAM, note: text, by: DANA },
    { type: 'EscalationResolved', fix: text, cause: text, finalWord: text },
    { type: 'EscalationReopened', reason: text },
  );
}
