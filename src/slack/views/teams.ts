import type { InputBlock } from '@slack/types';
import { selectsInput } from './inputs.ts';

/** A team as it is offered. */
export type TeamChoice = { readonly key: string; readonly name: string };

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
