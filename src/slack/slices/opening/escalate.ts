import type { KnownBlock, ModalView } from '@slack/types';
import { type PersonId, reference } from '../../../domain/kernel/escalation.ts';
import { type Playbook, SEVERITIES, type Severity } from '../../../domain/kernel/playbook.ts';
import type { Instant } from '../../../domain/kernel/time.ts';
import { explain, type Refusal } from '../../../domain/refusal.ts';
import type { Rival } from '../../../domain/slices/opening.ts';
import { ACTIONS, MODALS } from '../../ids.ts';
import { contextBlock, section } from '../../kit/blocks.ts';
import { checkboxInput, modal, selectInput, textInput, usersInput } from '../../kit/inputs.ts';
import type { TeamChoice } from '../../kit/slice.ts';
import { channelLink, cutLine } from '../../kit/text.ts';
import {
  blockOf,
  checked,
  dateTime,
  type Errors,
  emptyErrors,
  hasErrors,
  type Metadata,
  oneOf,
  type Parsed,
  select,
  selects,
  text,
  users,
  type Values,
} from '../../kit/values.ts';
import { capital, KIND_MEANINGS, KIND_NAMES } from '../../kit/words.ts';
import { PICK_TIME, promiseInput } from '../checkpoint/promise.ts';
import { severityInput } from '../context/severity.ts';
import { join } from '../swarm/join.ts';
import { teamsInput } from '../swarm/teams.ts';
import { filledIn, planned } from './plan.ts';

/** What is in the form already. Lists and times count only for the playbook that they were chosen under. */
export type Prefill = Partial<
  Pick<EscalateValue, 'customer' | 'ticket' | 'problem' | 'tried' | 'outcome' | 'people' | 'isPrivate'>
> & {
  readonly chosen?: {
    readonly playbook: string | null;
    readonly severity: Severity | null;
    readonly teams: readonly string[];
    readonly promisedAt: Instant | null;
  };
};

export type EscalateData = {
  readonly playbooks: readonly Playbook[];
  readonly teams: readonly TeamChoice[];
  readonly now: Instant;
  readonly metadata: Metadata;
  readonly prefill?: Prefill;
  /** Key of the playbook whose trigger is chosen. */
  readonly playbook?: string;
  /** The live escalation that has this ticket already. */
  readonly taken?: Rival;
};

/**
 * The Escalate modal. Slack keeps what was typed while a block id and action id stay, so choosing another trigger
 * changes the ids of severity, teams and promise alone: they are filled anew, and nothing else is lost.
 */
export function escalateModal(data: EscalateData): ModalView {
  const { metadata, playbooks } = data;
  if (playbooks.length === 0) return nothingSetUp(metadata);
  return modal({
    id: MODALS.escalate,
    title: 'Escalate',
    submit: 'Escalate',
    metadata: { ...metadata, ...filledIn(data) },
    blocks: [...taken(data), ...story(data.prefill ?? {}), ...trigger(data), ...plan(data)],
  });
}

function taken({ taken }: EscalateData): KnownBlock[] {
  if (taken === undefined) return [];
  const esc = reference(taken);
  if (taken.isPrivate) {
    return [
      section(
        `*A private swarm (${esc}) that you may see is already open for this ticket.* Carry on there${taken.channel === null ? '' : `: ${channelLink(taken.channel)}`}.`,
      ),
    ];
  }
  const where = taken.channel === null ? '' : ` in ${channelLink(taken.channel)}`;
  return [
    section(
      `*${esc} is already open for this ticket${where}.* Join it instead, so that everything stays in one place.`,
      join.block(taken.id, undefined, { text: `Join ${esc} instead`, style: 'primary' }),
    ),
  ];
}

function story({ customer, ticket, problem, tried, outcome }: Prefill): KnownBlock[] {
  return [
    textInput({ id: 'customer', label: 'Customer', max: 80, initial: customer }),
    textInput({
      id: 'ticket',
      label: 'Ticket (link or number)',
      hint: 'Write “none” if there is none.',
      max: 255,
      initial: ticket,
    }),
    textInput({ id: 'problem', label: 'What is happening?', lines: 'many', initial: problem }),
    textInput({
      id: 'tried',
      label: 'What have you tried?',
      hint: 'A line for each thing.',
      lines: 'many',
      optional: true,
      initial: tried,
    }),
    textInput({
      id: 'outcome',
      label: 'What outcome does the customer need?',
      lines: 'many',
      initial: outcome,
    }),
  ];
}

function trigger({ playbook, playbooks }: EscalateData): KnownBlock[] {
  const chosen = playbooks.find((one) => one.key === playbook);
  return [
    selectInput({
      id: 'trigger',
      label: 'Trigger',
      hint: 'Fills in severity, teams and the next update for you.',
      placeholder: 'What justifies escalating?',
      choices: playbooks.map((one) => ({ value: one.key, text: one.trigger })),
      initial: playbook,
      action: ACTIONS.trigger,
    }),
    ...(chosen === undefined ? [] : [contextBlock(meaning(chosen))]),
  ];
}

function meaning({ kind, outcome }: Playbook): string {
  const expected = outcome === '' ? '' : ` Expected outcome: ${cutLine(outcome, 2000)}`;
  return `*${capital(KIND_NAMES[kind])}*: ${KIND_MEANINGS[kind]}.${expected}`;
}

function plan(data: EscalateData): KnownBlock[] {
  const { prefill, teams } = data;
  const { chosen, severity, usual, promisedAt, ...filled } = planned(data);
  const id = (name: string) => (chosen === undefined ? name : `${name}-${chosen.key}`);
  // Under another id Slack forgets what it showed, and shows what goes with the severity.
  const forSeverity = severity === chosen?.severity || chosen === undefined ? '' : `-${severity}`;
  return [
    severityInput(id('severity'), severity, ACTIONS.severity),
    ...(teams.length === 0
      ? []
      : [teamsInput({ id: id('teams'), label: 'Teams to pull in', teams, initial: filled.teams })]),
    usersInput({ id: 'people', label: 'People to pull in', optional: true, initial: prefill?.people }),
    promiseInput(id('promise') + forSeverity, 'Next update promised to the customer', usual ?? promisedAt),
    checkboxInput({
      id: 'private',
      label: 'Private swarm',
      text: 'Only those pulled in, and the monitor, can see it',
      initial: prefill?.isPrivate,
    }),
  ];
}

function nothingSetUp(metadata: Metadata): ModalView {
  const { submit: _submit, ...view } = modal({
    id: MODALS.escalate,
    title: 'Escalate',
    submit: 'Escalate',
    metadata,
    blocks: [
      section('No triggers are set up yet. Ask whoever looks after Muster to add playbooks to its settings.'),
    ],
  });
  return view;
}

const REQUIRED = {
  customer: 'the customer',
  ticket: 'the ticket',
  problem: 'what is happening',
  outcome: 'the outcome the customer needs',
};

/** What an `OpenRequest` needs of the form. */
export type EscalateValue = {
  readonly customer: string;
  readonly ticket: string;
  readonly problem: string;
  readonly tried: string;
  readonly outcome: string;
  readonly playbook: string;
  readonly severity: Severity;
  readonly teams: readonly string[];
  readonly people: readonly PersonId[];
  readonly promisedAt: Instant;
  readonly isPrivate: boolean;
};

export function parseEscalate(values: Values): Parsed<EscalateValue> {
  const errors = emptyErrors(values, REQUIRED);
  const playbook = select(values, 'trigger');
  const severity = oneOf(SEVERITIES, select(values, 'severity'));
  const promisedAt = dateTime(values, 'promise');
  const teams = selects(values, 'teams');
  const wrong = (name: string, sentence: string) => {
    errors[blockOf(values, name) ?? name] = sentence;
  };
  if (playbook === null) wrong('trigger', 'Please pick what justifies escalating.');
  if (severity === null) wrong('severity', 'Please pick a severity.');
  if (promisedAt === null) wrong('promise', PICK_TIME);
  if (teams.length === 0 && blockOf(values, 'teams') !== null) {
    wrong('teams', 'Please pick at least one team, so that somebody can claim ownership.');
  }
  if (playbook === null || severity === null || promisedAt === null || hasErrors(errors)) {
    return { ok: false, errors };
  }
  return { ok: true, value: { ...typed(values), playbook, severity, teams, promisedAt } };
}

/** Key of the playbook whose plan the form shows; null when that is nobody’s yet. See `plan`. */
export function plannedFor(values: Values): string | null {
  const id = blockOf(values, 'severity') ?? '';
  return id.startsWith('severity-') ? id.slice('severity-'.length) : null;
}

/** All that is in the form, to show it again: after a trigger was chosen, or when the ticket is taken. */
export function prefillFrom(values: Values): Prefill {
  return {
    ...typed(values),
    chosen: {
      playbook: plannedFor(values),
      severity: oneOf(SEVERITIES, select(values, 'severity')),
      teams: selects(values, 'teams'),
      promisedAt: dateTime(values, 'promise'),
    },
  };
}

/** A refusal as inline errors: on the field it is about, else on the first one, since Slack shows them on inputs only. */
export function escalateErrors(refusal: Refusal, values: Values, name: (person: PersonId) => string): Errors {
  const block = blockOf(values, fieldOf(refusal)) ?? 'customer';
  return { [block]: explain(refusal, name) };
}

function fieldOf(refusal: Refusal): string {
  if (refusal.code === 'TicketAlreadySwarmed' || refusal.code === 'HidesHost') return 'ticket';
  if ('field' in refusal) return refusal.field;
  return refusal.code === 'NotInFuture' || refusal.code === 'TooFarAhead' ? 'promise' : 'customer';
}

function typed(values: Values) {
  return {
    customer: text(values, 'customer'),
    ticket: text(values, 'ticket'),
    problem: text(values, 'problem'),
    tried: text(values, 'tried'),
    outcome: text(values, 'outcome'),
    people: users(values, 'people'),
    isPrivate: checked(values, 'private'),
  };
}
