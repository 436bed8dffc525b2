import type { InputBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { isViewTooLarge, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import {
  type EscalateData,
  escalateModal,
  parseEscalate,
  prefillFrom,
} from '../../../src/slack/slices/opening/escalate.ts';
import { join } from '../../../src/slack/slices/swarm/join.ts';
import { actionsIn, DANA, filled, NOW, OUTAGE, SAM, shown } from './samples.ts';
import { HUGE } from './worst.ts';

const EXECUTIVE = {
  ...OUTAGE,
  key: 'executive',
  trigger: 'Executive complaint',
  kind: 'hierarchical',
  severity: 'SEV2',
  teams: ['management', 'payments'],
} as const;

const DATA: EscalateData = {
  playbooks: [OUTAGE, EXECUTIVE],
  teams: [
    { key: 'payments', name: 'Payments' },
    { key: 'management', name: 'Management' },
  ],
  now: NOW,
  metadata: {},
};

const TYPED = {
  customer: { value: 'Acme' },
  ticket: { value: '4711' },
  problem: { value: 'Payments fail' },
  outcome: { value: 'They work' },
};

function blockIds(view: { blocks: readonly unknown[] }): string[] {
  return (view.blocks as { block_id?: string }[]).flatMap(({ block_id }) => block_id ?? []);
}

function input(view: { blocks: readonly unknown[] }, id: string): InputBlock['element'] {
  const block = (view.blocks as InputBlock[]).find((one) => one.block_id === id);
  if (block === undefined) throw new Error(`no input ${id}`);
  return block.element;
}

describe('the Escalate modal', () => {
  test('asks for everything, in the order in which a rep thinks', () => {
    const view = escalateModal(DATA);
    expect(blockIds(view)).toEqual([
      'customer',
      'ticket',
      'problem',
      'tried',
      'outcome',
      'trigger',
      'severity',
      'teams',
      'people',
      'promise',
      'private',
    ]);
    expect(validateView(view)).toEqual([]);
  });

  test('begins with the text after the command', () => {
    const view = escalateModal({ ...DATA, prefill: { problem: 'Payments fail' } });
    expect(input(view, 'problem')).toMatchObject({ initial_value: 'Payments fail' });
  });

  test('cuts a text that no input could hold', () => {
    const view = escalateModal({ ...DATA, prefill: { problem: `${HUGE}${HUGE}`, customer: HUGE } });
    expect(validateView(view)).toEqual([]);
    expect(input(view, 'problem')).toMatchObject({ initial_value: expect.stringMatching(/…$/) });
  });

  test('is told at once when a trigger is chosen', () => {
    const view = escalateModal(DATA);
    expect(input(view, 'trigger')).toMatchObject({ action_id: ACTIONS.trigger });
    expect(view.blocks).toContainEqual(
      expect.objectContaining({ block_id: 'trigger', dispatch_action: true }),
    );
  });

  test('fills severity, teams and promise from the trigger and shows its kind and outcome', () => {
    const view = escalateModal({ ...DATA, playbook: 'outage' });
    expect(validateView(view)).toEqual([]);
    expect(shown(view.blocks)).toContain('*Functional*: it needs somebody’s knowledge.');
    expect(shown(view.blocks)).toContain('Service restored, customer told why');
    const result = parseEscalate(filled(view, TYPED));
    expect(result).toMatchObject({
      ok: true,
      value: { playbook: 'outage', severity: 'SEV1', teams: ['payments'], promisedAt: NOW + 30 * MINUTE },
    });
  });

  test('choosing another trigger changes the ids of what it fills and of nothing else', () => {
    const before = blockIds(escalateModal({ ...DATA, playbook: 'outage' }));
    const after = blockIds(escalateModal({ ...DATA, playbook: 'executive' }));
    const changed = after.filter((id) => !before.includes(id));
    expect(changed).toEqual(['severity-executive', 'teams-executive', 'promise-executive']);
    expect(after).toHaveLength(before.length);
  });

  test('keeps what was typed, but not the old trigger’s filling, when another one is chosen', () => {
    const first = escalateModal({ ...DATA, playbook: 'outage' });
    const values = filled(first, { ...TYPED, people: { selected_users: [SAM] } });
    const view = escalateModal({ ...DATA, playbook: 'executive', prefill: prefillFrom(values) });
    expect(input(view, 'customer')).toMatchObject({ initial_value: 'Acme' });
    expect(input(view, 'people')).toMatchObject({ initial_users: [SAM] });
    expect(parseEscalate(filled(view))).toMatchObject({
      ok: true,
      value: {
        customer: 'Acme',
        severity: 'SEV2',
        teams: ['payments', 'management'],
        promisedAt: NOW + 2 * HOUR,
      },
    });
  });

  test('keeps what was chosen by hand when it is shown again with the same trigger', () => {
    const first = escalateModal({ ...DATA, playbook: 'outage' });
    const values = filled(first, {
      ...TYPED,
      'severity-outage': { selected_option: { value: 'SEV3' } },
      'promise-outage': { selected_date_time: (NOW + HOUR) / 1000 },
      private: { selected_options: [{ value: 'yes' }] },
    });
    const taken = { number: 3, id: 'esc_3', channel: 'C3', isPrivate: false };
    const view = escalateModal({ ...DATA, playbook: 'outage', prefill: prefillFrom(values), taken });
    expect(parseEscalate(filled(view))).toMatchObject({
      value: { severity: 'SEV3', promisedAt: NOW + HOUR, isPrivate: true },
    });
  });

  test('offers no way into a private swarm that has the ticket', () => {
    const taken = { number: 3, id: 'esc_3', channel: null, isPrivate: true };
    const view = escalateModal({ ...DATA, taken });
    expect(shown(view.blocks)).toContain('that you may see');
    expect(actionsIn(view.blocks)).not.toContain(join.id);
  });

  test('offers to join the swarm that this ticket has already', () => {
    const view = escalateModal({
      ...DATA,
      taken: { number: 3, id: 'esc_3', channel: 'C3', isPrivate: false },
    });
    expect(validateView(view)).toEqual([]);
    expect(shown(view.blocks.slice(0, 1))).toContain('ESC-3 is already open for this ticket in <#C3>');
    expect(actionsIn(view.blocks.slice(0, 1))).toEqual([join.id]);
    expect(JSON.stringify(view.blocks[0])).toContain('"value":"esc_3"');
  });

  test('promises on the next five minutes', () => {
    const view = escalateModal({ ...DATA, playbook: 'outage', now: NOW + 61_000 });
    expect(input(view, 'promise-outage')).toMatchObject({ initial_date_time: (NOW + 35 * MINUTE) / 1000 });
  });

  test('holds more teams and playbooks than one menu can', () => {
    const teams = Array.from({ length: 250 }, (_, index) => ({ key: `t${index}`, name: HUGE.slice(0, 200) }));
    const playbooks = Array.from({ length: 120 }, (_, index) => ({
      ...OUTAGE,
      key: `p${index}`,
      trigger: `${index} ${HUGE.slice(0, 200)}`,
      outcome: HUGE,
      teams: teams.map((team) => team.key).slice(0, 12),
    }));
    const view = escalateModal({ ...DATA, teams, playbooks, playbook: 'p110' });
    expect(validateView(view)).toEqual([]);
    expect(isViewTooLarge(view)).toBe(false);
  });

  test('says what to do when no trigger is set up', () => {
    const view = escalateModal({ ...DATA, playbooks: [] });
    expect(validateView(view)).toEqual([]);
    expect(shown(view.blocks)).toContain('No triggers are set up yet');
  });

  test('does without teams when there are none', () => {
    const view = escalateModal({ ...DATA, teams: [], playbook: 'outage' });
    expect(validateView(view)).toEqual([]);
    expect(parseEscalate(filled(view, TYPED))).toMatchObject({ ok: true, value: { teams: [] } });
  });
});

describe('what comes back', () => {
  test('is all that was filled in', () => {
    const view = escalateModal({ ...DATA, playbook: 'outage' });
    const values = filled(view, {
      ...TYPED,
      tried: { value: ' Restarted it ' },
      people: { selected_users: [DANA, SAM] },
      private: { selected_options: [{ value: 'yes' }] },
    });
    expect(parseEscalate(values)).toEqual({
      ok: true,
      value: {
        customer: 'Acme',
        ticket: '4711',
        problem: 'Payments fail',
        tried: 'Restarted it',
        outcome: 'They work',
        playbook: 'outage',
        severity: 'SEV1',
        teams: ['payments'],
        people: [DANA, SAM],
        promisedAt: NOW + 30 * MINUTE,
        isPrivate: true,
      },
    });
  });

  test('names every field that is missing, on that field', () => {
    const view = escalateModal(DATA);
    const result = parseEscalate(filled(view, { customer: { value: '   ' } }));
    if (result.ok) throw new Error('nothing was filled in');
    expect(Object.keys(result.errors).sort()).toEqual(
      ['customer', 'outcome', 'problem', 'promise', 'severity', 'teams', 'ticket', 'trigger'].sort(),
    );
    expect(result.errors.customer).toBe('Please fill in the customer, so that everybody can follow.');
  });

  test('puts errors on blocks that are in the view, whatever the trigger', () => {
    const view = escalateModal({ ...DATA, playbook: 'outage' });
    const values = filled(view, {
      ...TYPED,
      'teams-outage': { selected_options: [] },
      'promise-outage': { selected_date_time: null },
    });
    const result = parseEscalate(values);
    if (result.ok) throw new Error('two fields are missing');
    expect(Object.keys(result.errors).sort()).toEqual(['promise-outage', 'teams-outage']);
  });
});
