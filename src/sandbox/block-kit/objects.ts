/** Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects */
import {
  array,
  atLeastOneOf,
  boolean,
  byType,
  type Check,
  choice,
  either,
  type Fields,
  isObject,
  object,
  problem,
  required,
  string,
  typed,
  url,
} from './check.ts';

export const blockId = string({ max: 255 });
export const actionId = string({ max: 255 });
export const style = choice('primary', 'danger');
export const accessibilityLabel = string({ max: 75 });

/** The documented maximum of any text object. */
const longestText = 3000;

export function plainText(max = longestText): Check {
  return typed('plain_text', { text: required(string({ max })), emoji: boolean });
}

export function mrkdwn(max = longestText): Check {
  return typed('mrkdwn', { text: required(string({ max })), verbatim: boolean });
}

export function anyText(max = longestText): Check {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) });
}

export const confirm = object({
  title: required(plainText(100)),
  text: required(plainText(300)),
  confirm: required(plainText(30)),
  deny: required(plainText(30)),
  style,
});

const optionFields: Fields = {
  text: required(plainText(75)),
  value: required(string({ max: 150 })),
  description: plainText(75),
};

/** Menus show plain text only. */
export const menuOption = object(optionFields);

/** Checkboxes and radio buttons also take mrkdwn. */
export const choiceOption = object({ ...optionFields, text: required(anyText(75)) });

/** Only the overflow menu's options may open a link. */
export const overflowOption = object({ ...optionFields, url: url(3000) });

export const optionGroup = object({
  label: required(plainText(75)),
  options: required(array(menuOption, { max: 100 })),
});

export const dispatchActionConfig = object({
  trigger_actions_on: required(distinct(array(choice('on_enter_pressed', 'on_character_entered')))),
});

export const conversationFilter = object(
  {
    include: distinct(array(choice('im', 'mpim', 'private', 'public'))),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  atLeastOneOf('include', 'exclude_external_shared_channels', 'exclude_bot_users'),
);

/** What an image block and an image element have in common. */
export const imageFields: Fields = {
  alt_text: required(string({ max: 2000 })),
  image_url: url(3000, 'http:', 'https:'),
  slack_file: object({ id: string(), url: url(3000, 'https:') }, either('id', 'url')),
};

export const imageSource = either('image_url', 'slack_file');

export const workflow = object({
  trigger: required(
    object({
      url: required(url(3000, 'https:')),
      customizable_input_parameters: array(object({ name: required(string()), value: required(string()) })),
    }),
  ),
});

/** The array that the check accepts, with no entry twice. */
export function distinct(check: Check): Check {
  return (value, path, surface) => {
    const problems = check(value, path, surface);
    if (problems.length > 0 || !Array.isArray(value)) return problems;
    return new Set(value).size === value.length ? [] : [problem('must not contain duplicates', path)];
  };
}

/** Options are told apart by their value, so no two in a menu may share one. */
export function distinctValues(check: Check): Check {
  return (value, path, surface) => {
    const problems = check(value, path, surface);
    if (problems.length > 0 || !Array.isArray(value)) return problems;
    const values = value.map((option) => (isObject(option) ? option.value : undefined));
    return values.flatMap((one, index) =>
      one !== undefined && values.indexOf(one) < index
        ? [problem(`duplicate option value: ${one}`, `${path}/${index}/value`)]
        : [],
    );
  };
}
