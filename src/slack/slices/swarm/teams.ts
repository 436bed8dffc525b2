import type { InputBlock } from '@slack/types';
import type { Field } from '../../kit/fields.ts';
import { selectsInput } from '../../kit/inputs.ts';
import type { TeamChoice } from '../../kit/slice.ts';
import { selects } from '../../kit/values.ts';

export function teamsInput(input: {
  readonly id: string;
  readonly label: string;
  readonly teams: readonly TeamChoice[];
  readonly initial?: readonly string[];
  readonly optional?: boolean;
}): InputBlock {
  const { teams, ...rest } = input;
  return selectsInput({
    ...rest,
    hint: 'Of each team its leads come in, and specialists who have time.',
    placeholder: 'Pick teams',
    choices: teams.map(({ key, name }) => ({ value: key, text: name })),
  });
}

/** Any number of the roster's teams, none included; left out where there is none. */
export function teamsField(label: string): Field<readonly string[]> {
  return {
    block: (id, initial, { teams }) =>
      teams.length === 0 ? null : teamsInput({ id, label, teams, initial, optional: true }),
    read: selects,
    missing: null,
  };
}
