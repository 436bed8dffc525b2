/** Menus, checkboxes and radio buttons: https://docs.slack.dev/reference/block-kit/block-elements */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  actionId,
  choiceOption,
  confirm,
  conversationFilter,
  distinct,
  menuOption,
  optionGroup,
  optionList,
  overflowOption,
  plainText,
} from './objects.ts';
import { either, integer, list, type Rule, rules, string, typed } from './schema.ts';

const base = { action_id: actionId, confirm, focus_on_load: z.boolean() };
const menu = { ...base, placeholder: plainText(150) };
const multi = { ...menu, max_selected_items: integer(1) };
const ids = distinct(string());

const menuOptions = optionList(menuOption, 100);
const choiceOptions = optionList(choiceOption, 10);
const offered = { options: menuOptions, option_groups: list(optionGroup, 100) };

const external = { min_query_length: integer() };
const conversations = { default_to_current_conversation: z.boolean(), filter: conversationFilter };
const responseUrl = { response_url_enabled: z.boolean() };

type Options = {
  options?: unknown[];
  option_groups?: { options: unknown[] }[];
  initial_option?: unknown;
  initial_options?: unknown[];
};

/** Slack compares the whole option, text and all, not only its value. */
const initialIsOffered: Rule<Options> = (element, fail) => {
  const options = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const check = (initial: unknown, ...path: (string | number)[]) => {
    if (!options.some((one) => isDeepStrictEqual(one, initial)))
      fail('must match one of the options', ...path);
  };
  if (element.initial_option) check(element.initial_option, 'initial_option');
  for (const [index, one] of (element.initial_options ?? []).entries()) check(one, 'initial_options', index);
};

const initialWithinMaximum: Rule<Record<string, unknown>> = (element, fail) => {
  const maximum = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  for (const [name, value] of Object.entries(element)) {
    if (!name.startsWith('initial_') || !Array.isArray(value)) continue;
    if (value.length > maximum) fail(`no more than ${maximum} items allowed`, name);
  }
};

const optionsOrGroups = either('options', 'option_groups');
const withinMaximum = rules(initialWithinMaximum);

/** Only a menu in an input of a modal can ask for a response URL. */
export const selectsWithResponseUrl = {
  conversations_select: typed(
    'conversations_select',
    {},
    { ...menu, ...conversations, ...responseUrl, initial_conversation: string() },
  ),
  channels_select: typed('channels_select', {}, { ...menu, ...responseUrl, initial_channel: string() }),
};

export const selects = {
  static_select: typed('static_select', {}, { ...menu, ...offered, initial_option: menuOption }).check(
    rules(optionsOrGroups, initialIsOffered),
  ),
  external_select: typed('external_select', {}, { ...menu, ...external, initial_option: menuOption }),
  users_select: typed('users_select', {}, { ...menu, initial_user: string() }),
  conversations_select: selectsWithResponseUrl.conversations_select.omit({ response_url_enabled: true }),
  channels_select: selectsWithResponseUrl.channels_select.omit({ response_url_enabled: true }),

  multi_static_select: typed(
    'multi_static_select',
    {},
    { ...multi, ...offered, initial_options: menuOptions },
  ).check(rules(optionsOrGroups, initialIsOffered, initialWithinMaximum)),
  multi_external_select: typed(
    'multi_external_select',
    {},
    { ...multi, ...external, initial_options: menuOptions },
  ).check(withinMaximum),
  multi_users_select: typed('multi_users_select', {}, { ...multi, initial_users: ids }).check(withinMaximum),
  multi_conversations_select: typed(
    'multi_conversations_select',
    {},
    { ...multi, ...conversations, initial_conversations: ids },
  ).check(withinMaximum),
  multi_channels_select: typed('multi_channels_select', {}, { ...multi, initial_channels: ids }).check(
    withinMaximum,
  ),
};

export const choices = {
  checkboxes: typed(
    'checkboxes',
    { options: choiceOptions },
    { ...base, initial_options: choiceOptions },
  ).check(rules(initialIsOffered)),
  radio_buttons: typed(
    'radio_buttons',
    { options: choiceOptions },
    { ...base, initial_option: choiceOption },
  ).check(rules(initialIsOffered)),
  overflow: typed('overflow', { options: optionList(overflowOption, 5) }, { action_id: actionId, confirm }),
};
