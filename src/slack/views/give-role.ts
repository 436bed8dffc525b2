import type { ModalView } from '@slack/types';
import type { Escalation, PersonId, Role } from '../../domain/escalation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { MODALS } from '../ids.ts';
import { section } from './blocks.ts';
import { oneOf, type Parsed, select, user, type Values } from './form.ts';
import { modal, selectInput, userInput } from './inputs.ts';
import { mention } from './text.ts';
import { heading } from './words.ts';

type Given = Exclude<Role, 'owner'>;

const GIVEN: readonly Given[] = ['communicator', 'monitor'];

const ROLE_CHOICES: Readonly<Record<Given, string>> = {
  communicator: 'Communicator: gives the customer the next update',
  monitor: 'Monitor: is told when a promise is missed',
};

export type GiveRoleData = {
  readonly escalation: Escalation;
  /** Chosen to begin with. */
  readonly role?: Given;
};

export type GiveRoleValue = { readonly role: Given; readonly to: PersonId };

export function giveRoleModal({ escalation, role = 'communicator' }: GiveRoleData): ModalView {
  const { id, communicator, monitor } = escalation;
  return modal({
    id: MODALS.giveRole,
    title: 'Change roles',
    submit: 'Change',
    metadata: { escalation: id },
    blocks: [
      section(
        `*${heading(escalation)}*\nCommunicator: ${mention(communicator)} · Monitor: ${mention(monitor)}\nThe owner changes with Hand over.`,
      ),
      selectInput({
        id: 'role',
        label: 'Role',
        placeholder: 'Pick a role',
        choices: GIVEN.map((one) => ({ value: one, text: ROLE_CHOICES[one] })),
        initial: role,
      }),
      userInput({ id: 'to', label: 'Who takes it?' }),
    ],
  });
}

export function parseGiveRole(values: Values): Parsed<GiveRoleValue> {
  const role = oneOf(GIVEN, select(values, 'role'));
  const to = user(values, 'to');
  if (role !== null && to !== null) return { ok: true, value: { role, to } };
  return {
    ok: false,
    errors: {
      ...(role === null ? { role: 'Please pick a role.' } : {}),
      ...(to === null ? { to: 'Please pick who takes it.' } : {}),
    },
  };
}

export function fieldOf(refusal: Refusal): string | null {
  return refusal.code === 'RoleAlreadyTheirs' ? 'to' : null;
}
