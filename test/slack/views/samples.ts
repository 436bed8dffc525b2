import type { Event, EventBody } from '../../../src/domain/event.ts';
import { replay } from '../../../src/domain/evolve.ts';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import type { Playbook } from '../../../src/domain/kernel/playbook.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import type { PulledTeam } from '../../../src/domain/slices/swarm.ts';
import type { Values } from '../../../src/slack/kit/values.ts';

export const RAE = 'URAE';
export const DANA = 'UDANA';
export const SAM = 'USAM';
export const MORGAN = 'UMORGAN';

const NAMES: Readonly<Record<string, string>> = {
  [RAE]: 'Rae',
  [DANA]: 'Dana',
  [SAM]: 'Sam',
  [MORGAN]: 'Morgan',
};

export function names(id: string): string {
  return NAMES[id] ?? `Person ${id}`;
}

/** 2026-03-02 14:00 UTC, a Monday. */
export const NOW = Date.UTC(2026, 2, 2, 14, 0);

export const OUTAGE: Playbook = {
  key: 'outage',
  trigger: 'Outage or data loss',
  kind: 'functional',
  severity: 'SEV1',
  teams: ['payments'],
  cadence: { SEV1: 30 * MINUTE, SEV2: 2 * HOUR, SEV3: DAY, SEV4: 2 * DAY },
  claimWithin: 10 * MINUTE,
  outcome: 'Service restored, customer told why',
};

const PAYMENTS: PulledTeam = { key: 'payments', name: 'Payments', leads: [DANA], specialists: [SAM] };

type Opened = Extract<EventBody, { type: 'EscalationOpened' }>;

export function openedBody(more: Partial<Opened> = {}): Opened {
  return {
    type: 'EscalationOpened',
    number: 7,
    isPrivate: false,
    customer: 'Acme',
    ticket: {
      text: 'https://help.example/tickets/4711',
      key: '4711',
      url: 'https://help.example/tickets/4711',
    },
    problem: 'Card payments fail since nine',
    tried: 'Restarted the gateway\nCleared the cache',
    outcome: 'Payments go through again',
    trigger: {
      playbook: OUTAGE.key,
      name: OUTAGE.trigger,
      kind: OUTAGE.kind,
      outcome: OUTAGE.outcome,
      cadence: OUTAGE.cadence,
      claimWithin: OUTAGE.claimWithin,
    },
    severity: 'SEV1',
    rep: RAE,
    monitor: MORGAN,
    teams: [PAYMENTS],
    swarm: [
      { id: RAE, as: 'rep' },
      { id: DANA, as: 'lead', team: 'payments' },
      { id: SAM, as: 'specialist', team: 'payments' },
    ],
    channelName: 'esc-7-acme-card-payments',
    ...more,
  };
}

/** An event as a story tells it; the rep caused it unless it says otherwise. */
export type Body = EventBody & { readonly by?: string | null };

/** Event bodies as they would stand on the timeline, a second apart. */
export function story(...bodies: readonly Body[]): Event[] {
  return bodies.map(({ by, ...body }, index) => ({
    ...(body as EventBody),
    escalation: 'esc_1',
    workspace: 'T1',
    seq: index + 1,
    at: NOW + index * 1000,
    by: by === undefined ? RAE : by,
  }));
}

export function stateAfter(events: readonly Event[]): Escalation {
  const state = replay(events);
  if (state === null) throw new Error('a story begins with its opening');
  return state;
}

export const CREATED: EventBody = { type: 'SwarmChannelCreated', channel: 'C7', name: 'esc-7-acme' };
export const PROMISED: EventBody = { type: 'CheckpointPromised', number: 1, dueAt: NOW + 30 * MINUTE };
export const CLAIMED: EventBody & { by: string } = { type: 'OwnershipClaimed', owner: DANA, by: DANA };
export const OFFERED: EventBody & { by: string } = {
  type: 'HandOverOffered',
  to: SAM,
  note: 'Watch the queue',
  by: DANA,
};
export const MISSED: EventBody = {
  type: 'CheckpointMissed',
  number: 1,
  dueAt: NOW + 30 * MINUTE,
  communicator: RAE,
  monitor: MORGAN,
};
export const TOLD: EventBody = { type: 'CustomerUpdated', text: 'We found the cause', over: 'phone', met: 1 };
export const RESOLVED: EventBody = {
  type: 'EscalationResolved',
  fix: 'Rolled back release 42',
  cause: 'A bad release',
  finalWord: 'All works again, sorry',
};

export const WITHDRAWN: EventBody = { type: 'EscalationWithdrawn', reason: 'The wrong customer' };

export function asked(when: 'ahead' | 'due'): EventBody & { by: null } {
  return { type: 'CheckpointAsked', number: 1, when, communicator: RAE, by: null };
}

/** An escalation that went through these after its channel was there. */
export function escalationAfter(...bodies: readonly Body[]): Escalation {
  return stateAfter(story(openedBody(), PROMISED, CREATED, ...bodies));
}

export function secretAfter(...bodies: readonly Body[]): Escalation {
  return stateAfter(story(openedBody({ isPrivate: true }), PROMISED, CREATED, ...bodies));
}

type Block = {
  readonly type: string;
  readonly block_id?: string;
  readonly element?: Readonly<Record<string, unknown>> & {
    readonly type: string;
    readonly action_id?: string;
  };
};

/** `view.state.values` as Slack sends it when the modal is submitted as it opened, but for these inputs. */
export function filled(view: { blocks: readonly unknown[] }, changes: Record<string, object> = {}): Values {
  const values: Record<string, Record<string, object>> = {};
  for (const { type, block_id, element } of view.blocks as Block[]) {
    if (type !== 'input' || block_id === undefined || element === undefined) continue;
    values[block_id] = {
      [element.action_id ?? '']: {
        type: element.type,
        value: element.initial_value ?? null,
        selected_option: element.initial_option ?? null,
        selected_options: element.initial_options ?? [],
        selected_user: element.initial_user ?? null,
        selected_users: element.initial_users ?? [],
        selected_date_time: element.initial_date_time ?? null,
        ...changes[block_id],
      },
    };
  }
  return values;
}

/** Every string of mrkdwn in there: where markup is read as markup. */
export function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  const own = object.type === 'mrkdwn' ? [String(object.text)] : [];
  const top = object.type === undefined && typeof object.text === 'string' ? [object.text] : [];
  return [...own, ...top, ...Object.values(object).flatMap(mrkdwnIn)];
}

/** Whom a message notifies. */
export function mentioned(value: unknown): string[] {
  const found = mrkdwnIn(value).flatMap((text) =>
    [...text.matchAll(/<@([^>|]*)/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(found)];
}

/** The action ids of all buttons and menus, in order. */
export function actionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { action_id: action, ...rest } = value as Record<string, unknown>;
  return [...(typeof action === 'string' ? [action] : []), ...Object.values(rest).flatMap(actionsIn)];
}

/** All that is to be read, as one text. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const { text, ...rest } = value as Record<string, unknown>;
  return [typeof text === 'string' ? text : shown(text), shown(Object.values(rest))]
    .filter(Boolean)
    .join('\n');
}
