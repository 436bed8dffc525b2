import type { Event } from '../../../domain/event.ts';
import type { Escalation } from '../../../domain/kernel/escalation.ts';
import type { Instant } from '../../../domain/kernel/time.ts';
import { ACTIONS, target } from '../../ids.ts';
import { button } from '../../kit/blocks.ts';
import type { Prefill } from './escalate.ts';

/** Opens the form with all that was typed for an escalation whose channel could not be made. */
export function againButton(escalation: string) {
  return button('Try again', ACTIONS.escalateAgain, target(escalation), 'primary');
}

/** What was typed into the form that opened it. A promise whose time has passed is made anew. */
export function typedFor(escalation: Escalation, events: readonly Event[], now: Instant): Prefill {
  const { customer, ticket, problem, tried, outcome, isPrivate, trigger, severity, teams, swarm } =
    escalation;
  const promise = events.find((event) => event.type === 'CheckpointPromised');
  return {
    customer,
    ticket: ticket.text,
    problem,
    tried: tried.map((one) => one.text).join('\n'),
    outcome,
    isPrivate,
    people: swarm.filter((one) => one.as === 'guest').map((one) => one.id),
    chosen: {
      playbook: trigger.playbook,
      severity,
      teams: teams.map((team) => team.key),
      promisedAt: promise !== undefined && promise.dueAt > now ? promise.dueAt : null,
    },
  };
}
