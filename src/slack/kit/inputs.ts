import type {
  InputBlock,
  KnownBlock,
  ModalView,
  Option,
  PlainTextElement,
  PlainTextOption,
} from '@slack/types';
import type { Instant } from '../../domain/kernel/time.ts';
import { plainText } from './blocks.ts';
import { type Metadata, writeMetadata } from './values.ts';

/** action_id of every input but those that are listened to. Slack keeps what was typed while it and the block id stay. */
const INPUT = 'input';

/** The most a text input may hold. */
export const LONGEST = 3000;

export type Choice = { readonly value: string; readonly text: string };

type Base = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
};

export function modal(view: {
  readonly id: string;
  readonly title: string;
  readonly submit: string;
  readonly metadata: Metadata;
  readonly blocks: readonly KnownBlock[];
}): ModalView {
  return {
    type: 'modal',
    callback_id: view.id,
    private_metadata: writeMetadata(view.metadata),
    title: plainText(view.title, 24),
    submit: plainText(view.submit, 24),
    close: plainText('Cancel', 24),
    blocks: [...view.blocks],
  };
}

/** @param input `max` is in characters; a text that is longer already may stay as long as it is. */
export function textInput(
  input: Base & {
    readonly initial?: string;
    readonly max?: number;
    readonly lines?: 'one' | 'many';
    readonly placeholder?: string;
  },
): InputBlock {
  const initial = fitting(input.initial ?? '');
  return inputBlock(input, {
    type: 'plain_text_input',
    action_id: INPUT,
    multiline: input.lines === 'many',
    max_length: Math.max(input.max ?? LONGEST, initial.length),
    ...(initial === '' ? {} : { initial_value: initial }),
    ...(input.placeholder === undefined ? {} : { placeholder: plainText(input.placeholder, 150) }),
  });
}

export function selectInput(
  input: Base & {
    readonly choices: readonly Choice[];
    readonly initial?: string;
    readonly placeholder: string;
    /** Set to be told as soon as something is chosen. */
    readonly action?: string;
  },
): InputBlock {
  const initial = input.choices.find((choice) => choice.value === input.initial);
  return inputBlock(
    input,
    {
      type: 'static_select',
      action_id: input.action ?? INPUT,
      placeholder: plainText(input.placeholder, 150),
      ...offered(input.choices),
      ...(initial ? { initial_option: option(initial) } : {}),
    },
    input.action !== undefined,
  );
}

export function selectsInput(
  input: Base & {
    readonly choices: readonly Choice[];
    readonly initial?: readonly string[];
    readonly placeholder: string;
  },
): InputBlock {
  const initial = input.choices.filter((choice) => input.initial?.includes(choice.value));
  return inputBlock(input, {
    type: 'multi_static_select',
    action_id: INPUT,
    placeholder: plainText(input.placeholder, 150),
    ...offered(input.choices),
    ...(initial.length > 0 ? { initial_options: initial.map(option) } : {}),
  });
}

export function userInput(input: Base & { readonly initial?: string | undefined }): InputBlock {
  return inputBlock(input, {
    type: 'users_select',
    action_id: INPUT,
    placeholder: plainText('Pick somebody', 150),
    ...(input.initial === undefined ? {} : { initial_user: input.initial }),
  });
}

export function usersInput(input: Base & { readonly initial?: readonly string[] }): InputBlock {
  return inputBlock(input, {
    type: 'multi_users_select',
    action_id: INPUT,
    placeholder: plainText('Pick people', 150),
    ...(input.initial?.length ? { initial_users: [...input.initial] } : {}),
  });
}

export function dateTimeInput(input: Base & { readonly initial?: Instant }): InputBlock {
  return inputBlock(input, {
    type: 'datetimepicker',
    action_id: INPUT,
    ...(input.initial === undefined ? {} : { initial_date_time: Math.floor(input.initial / 1000) }),
  });
}

/** One box to tick; always optional, or it would have to be ticked. */
export function checkboxInput(
  input: Omit<Base, 'optional'> & { readonly text: string; readonly initial?: boolean },
): InputBlock {
  const box: Option = { text: plainText(input.text, 75), value: 'yes' };
  return inputBlock(
    { ...input, optional: true },
    {
      type: 'checkboxes',
      action_id: INPUT,
      options: [box],
      ...(input.initial ? { initial_options: [box] } : {}),
    },
  );
}

function inputBlock(base: Base, element: InputBlock['element'], dispatches = false): InputBlock {
  return {
    type: 'input',
    block_id: base.id,
    label: plainText(base.label, 2000),
    element,
    optional: base.optional ?? false,
    ...(base.hint === undefined ? {} : { hint: plainText(base.hint, 2000) }),
    ...(dispatches ? { dispatch_action: true } : {}),
  };
}

function fitting(text: string): string {
  if (text.length <= LONGEST) return text;
  // Half of a surrogate pair is no character.
  return `${text.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A menu holds 100 options; more are offered in groups of 100. */
function offered(
  choices: readonly Choice[],
):
  | { options: PlainTextOption[] }
  | { option_groups: { label: PlainTextElement; options: PlainTextOption[] }[] } {
  const options = choices.map(option);
  if (options.length <= 100) return { options };
  const groups = Array.from({ length: Math.ceil(options.length / 100) }, (_, index) => ({
    label: plainText(`${index * 100 + 1} to ${Math.min(options.length, (index + 1) * 100)}`, 75),
    options: options.slice(index * 100, (index + 1) * 100),
  }));
  return { option_groups: groups };
}

function option({ value, text }: Choice): PlainTextOption {
  return { text: plainText(text, 75), value };
}
