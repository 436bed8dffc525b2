/** Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects */
import { z } from 'zod';
import {
  atLeastOneOf,
  byType,
  either,
  httpsUrl,
  list,
  optional,
  type Rule,
  rules,
  string,
  typed,
  webUrl,
} from './schema.ts';

export const blockId = string(255);
export const actionId = string(255);
export const style = z.enum(['primary', 'danger']);
export const accessibilityLabel = string(75);

/** The documented maximum of any text object. */
const longestText = 3000;

export function plainText(max = longestText) {
  return typed('plain_text', { text: string(max) }, { emoji: z.boolean() });
}

export function mrkdwn(max = longestText) {
  return typed('mrkdwn', { text: string(max) }, { verbatim: z.boolean() });
}

export function anyText(max = longestText) {
  return byType([plainText(max), mrkdwn(max)]);
}

export const confirm = z.strictObject({
  title: plainText(100),
  text: plainText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: style.optional(),
});

/** Menus show plain text only. */
export const menuOption = z.strictObject({
  text: plainText(75),
  value: string(150),
  description: plainText(75).optional(),
});

/** Checkboxes and radio buttons also take mrkdwn. */
export const choiceOption = menuOption.extend({ text: anyText(75) });

/** Only the overflow menu's options may open a link. */
export const overflowOption = menuOption.extend({ url: z.url().max(3000).optional() });

export const optionGroup = z.strictObject({ label: plainText(75), options: list(menuOption, 100) });

export const dispatchActionConfig = z.strictObject({
  trigger_actions_on: distinct(z.enum(['on_enter_pressed', 'on_character_entered'])),
});

export const conversationFilter = z
  .strictObject(
    optional({
      include: distinct(z.enum(['im', 'mpim', 'private', 'public'])),
      exclude_external_shared_channels: z.boolean(),
      exclude_bot_users: z.boolean(),
    }),
  )
  .check(rules(atLeastOneOf('include', 'exclude_external_shared_channels', 'exclude_bot_users')));

/** What an image block and an image element have in common. */
export const imageText = { alt_text: string(2000) };
export const imageSources = {
  image_url: webUrl(3000),
  slack_file: z
    .strictObject(optional({ id: string(), url: httpsUrl(3000) }))
    .check(rules(either('id', 'url'))),
};
export const oneImageSource = rules(either('image_url', 'slack_file'));

export const workflow = z.strictObject({
  trigger: z.strictObject({
    url: httpsUrl(3000),
    customizable_input_parameters: list(z.strictObject({ name: string(), value: string() })).optional(),
  }),
});

/** A list with no entry twice. */
export function distinct<T extends z.core.SomeType>(item: T) {
  return list(item).check(
    rules((entries, fail) => {
      if (new Set(entries).size < entries.length) fail('must not contain duplicates');
    }),
  );
}

/** Options are told apart by their value, so no two in a menu may share one. */
export function optionList<T extends z.ZodType<{ value: string }>>(option: T, max: number) {
  return list(option, max).check(rules(distinctValues));
}

const distinctValues: Rule<{ value: string }[]> = (options, fail) => {
  const values = options.map(({ value }) => value);
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) < index) fail(`duplicate option value: ${value}`, index, 'value');
  }
};
