import { refuseUnlessWorking } from '../../../domain/kernel/access.ts';
import type { Role } from '../../../domain/slices/ownership.ts';
import { section } from '../../kit/blocks.ts';
import { choiceField, personField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { mention } from '../../kit/text.ts';
import { heading } from '../../kit/words.ts';

type Given = Exclude<Role, 'owner'>;

const ROLE_CHOICES: Readonly<Record<Given, string>> = {
  communicator: 'Communicator: gives the customer the next update',
  monitor: 'Monitor: is told when a promise is missed',
};

export const giveRole = defineForm({
  id: 'give-role',
  menu: { line: 'Change roles', place: 3 },
  title: 'Change roles',
  submit: 'Change',
  refuse: refuseUnlessWorking,
  basedOn: ['roles'],
  intro: ({ escalation }) => {
    const { communicator, monitor } = escalation;
    return section(
      `*${heading(escalation)}*\nCommunicator: ${mention(communicator)} · Monitor: ${mention(monitor)}\nThe owner changes with Hand over.`,
    );
  },
  fields: {
    role: choiceField<Given>({
      label: 'Role',
      placeholder: 'Pick a role',
      values: ['communicator', 'monitor'],
      text: (role) => ROLE_CHOICES[role],
      missing: 'Please pick a role.',
    }),
    to: personField({ label: 'Who takes it?', missing: 'Please pick who takes it.' }),
  },
  initial: () => ({ role: 'communicator' as const }),
  refusals: { RoleAlreadyTheirs: 'to' },
  request: ({ role, to }) => ({ type: 'GiveRole', role, to }),
});
