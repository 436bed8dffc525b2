/** Menus, checkboxes and radio buttons: https://docs.slack.dev/reference/block-kit/block-elements */
import { isDeepStrictEqual } from 'node:util';
import {
  array,
  boolean,
  type Check,
  either,
  type Fields,
  integer,
  isObject,
  problem,
  required,
  string,
  typed,
} from './check.ts';
import {
  actionId,
  choiceOption,
  confirm,
  conversationFilter,
  distinct,
  distinctValues,
  menuOption,
  optionGroup,
  overflowOption,
  plainText,
} from './objects.ts';

const base: Fields = { action_id: actionId, confirm, focus_on_load: boolean };
const menu: Fields = { ...base, placeholder: plainText(150) };
const multi: Fields = { ...menu, max_selected_items: integer(1, Number.MAX_SAFE_INTEGER) };
const ids = distinct(array(string()));

const menuOptions: Fields = {
  options: distinctValues(array(menuOption, { max: 100 })),
  option_groups: array(optionGroup, { max: 100 }),
};
const choiceOptions = required(distinctValues(array(choiceOption, { max: 10 })));

const external: Fields = { min_query_length: integer(0, Number.MAX_SAFE_INTEGER) };
const conversations: Fields = { default_to_current_conversation: boolean, filter: conversationFilter };
const responseUrl: Fields = { response_url_enabled: boolean };

const fromOptions = [either('options', 'option_groups'), initialIsOffered];
const withinMaximum = initialWithinMaximum;

export const selects: { readonly [type: string]: Check } = {
  static_select: typed(
    'static_select',
    { ...menu, ...menuOptions, initial_option: menuOption },
    ...fromOptions,
  ),
  external_select: typed('external_select', { ...menu, ...external, initial_option: menuOption }),
  users_select: typed('users_select', { ...menu, initial_user: string() }),
  conversations_select: typed('conversations_select', {
    ...menu,
    ...conversations,
    ...responseUrl,
    initial_conversation: string(),
  }),
  channels_select: typed('channels_select', { ...menu, ...responseUrl, initial_channel: string() }),

  multi_static_select: typed(
    'multi_static_select',
    { ...multi, ...menuOptions, initial_options: distinctValues(array(menuOption, { max: 100 })) },
    ...fromOptions,
    withinMaximum,
  ),
  multi_external_select: typed(
    'multi_external_select',
    { ...multi, ...external, initial_options: distinctValues(array(menuOption, { max: 100 })) },
    withinMaximum,
  ),
  multi_users_select: typed('multi_users_select', { ...multi, initial_users: ids }, withinMaximum),
  multi_conversations_select: typed(
    'multi_conversations_select',
    { ...multi, ...conversations, initial_conversations: ids },
    withinMaximum,
  ),
  multi_channels_select: typed('multi_channels_select', { ...multi, initial_channels: ids }, withinMaximum),
};

export const choices: { readonly [type: string]: Check } = {
  checkboxes: typed(
    'checkboxes',
    { ...base, options: choiceOptions, initial_options: distinctValues(array(choiceOption, { max: 10 })) },
    initialIsOffered,
  ),
  radio_buttons: typed(
    'radio_buttons',
    { ...base, options: choiceOptions, initial_option: choiceOption },
    initialIsOffered,
  ),
  overflow: typed('overflow', {
    action_id: actionId,
    confirm,
    options: required(distinctValues(array(overflowOption, { max: 5 }))),
  }),
};

/** Slack compares the whole option, text and all, not only its value. */
function initialIsOffered(element: unknown, path: string): string[] {
  if (!isObject(element)) return [];
  const offered = Array.isArray(element.options)
    ? element.options
    : asArray(element.option_groups).flatMap((group) => (isObject(group) ? asArray(group.options) : []));
  const isOffered = (option: unknown) => offered.some((one) => isDeepStrictEqual(one, option));
  if (element.initial_option !== undefined && !isOffered(element.initial_option)) {
    return [problem('must match one of the options', `${path}/initial_option`)];
  }
  return asArray(element.initial_options).flatMap((option, index) =>
    isOffered(option) ? [] : [problem('must match one of the options', `${path}/initial_options/${index}`)],
  );
}

function initialWithinMaximum(element: unknown, path: string): string[] {
  if (!isObject(element) || typeof element.max_selected_items !== 'number') return [];
  const maximum = element.max_selected_items;
  return ['initial_options', 'initial_users', 'initial_conversations', 'initial_channels']
    .filter((name) => asArray(element[name]).length > maximum)
    .map((name) => problem(`no more than ${maximum} items allowed`, `${path}/${name}`));
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
