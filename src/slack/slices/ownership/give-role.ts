import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { GIVEN_ROLES, type GivenRole } from '../../../domain/slices/ownership.ts';
import { section } from '../../kit/blocks.ts';
import { choiceField, personField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { mention } from '../../kit/text.ts';
import { heading } from '../../kit/words.ts';

const ROLE_CHOICES: Readonly<Record<GivenRole, string>> = {
  communicator: 'Communicator: gives the customer the next update',
  monitor: 'Monitor: is told when a promise is missed',
};

export const giveRole = defineForm({
  id: 'give-role',
  menu: { line: 'Change roles', place: 3 },
  title: 'Change roles',
  submit: 'Change',
  command: 'GiveRole',
  refuse: refuseUnlessOpen,
  basedOn: ['roles'],
  intro: ({ escalation }) => {
    const { communicator, monitor } = escalation;
    return section(
      `*${heading(escalation)}*\nCommunicator: ${mention(communicator)} · Monitor: ${mention(monitor)}\nWho has a role, the owner and managers give it away at once; what anybody else picks waits for a yes. The owner changes with Hand over.`,
    );
  },
  fields: {
    role: choiceField<GivenRole>({
      label: 'Role',
      placeholder: 'Pick a role',
      values: GIVEN_ROLES,
      text: (role) => ROLE_CHOICES[role],
      missing: 'Please pick a role.',
    }),
    to: personField({ label: 'Who takes it?', missing: 'Please pick who takes it.' }),
  },
  initial: () => ({ role: 'communicator' as const }),
  refusals: { RoleAlreadyTheirs: 'to' },
  request: ({ role, to }) => ({ type: 'GiveRole', role, to }),
});
