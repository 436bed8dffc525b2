import type { Block, Json, StateValues } from '../protocol.ts';
import { isObject, optionsOf, type Placed, placedElements, plain } from './elements.ts';

/** Where each stateful element keeps its value, and where its initial value stands in the block. */
const fields: {
  readonly [type: string]: { readonly value: string; readonly initial: string; readonly many?: true };
} = {
  plain_text_input: { value: 'value', initial: 'initial_value' },
  email_text_input: { value: 'value', initial: 'initial_value' },
  url_text_input: { value: 'value', initial: 'initial_value' },
  number_input: { value: 'value', initial: 'initial_value' },
  rich_text_input: { value: 'rich_text_value', initial: 'initial_value' },
  static_select: { value: 'selected_option', initial: 'initial_option' },
  external_select: { value: 'selected_option', initial: 'initial_option' },
  radio_buttons: { value: 'selected_option', initial: 'initial_option' },
  users_select: { value: 'selected_user', initial: 'initial_user' },
  conversations_select: { value: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { value: 'selected_channel', initial: 'initial_channel' },
  datepicker: { value: 'selected_date', initial: 'initial_date' },
  timepicker: { value: 'selected_time', initial: 'initial_time' },
  datetimepicker: { value: 'selected_date_time', initial: 'initial_date_time' },
  checkboxes: { value: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { value: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { value: 'selected_options', initial: 'initial_options', many: true },
  multi_users_select: { value: 'selected_users', initial: 'initial_users', many: true },
  multi_conversations_select: {
    value: 'selected_conversations',
    initial: 'initial_conversations',
    many: true,
  },
  multi_channels_select: { value: 'selected_channels', initial: 'initial_channels', many: true },
  file_input: { value: 'files', initial: 'files', many: true },
};

/** The name of the field that holds an element's value; undefined for buttons and menus, which hold none. */
export function valueField(type: string): string | undefined {
  return fields[type]?.value;
}

export function holdsMany(type: string): boolean {
  return fields[type]?.many ?? false;
}

/** An element's value before anybody touched it. */
export function initialValue(element: Json & { readonly type: string }, origin?: string): Json {
  const field = fields[element.type];
  if (!field) return { type: element.type };
  const fromOrigin =
    element.default_to_current_conversation === true && origin !== undefined
      ? field.many
        ? [origin]
        : origin
      : undefined;
  const initial = element[field.initial] ?? fromOrigin;
  const known = initial ?? (field.many ? [] : null);
  const value = element.type === 'timepicker' && element.timezone ? { timezone: element.timezone } : {};
  return { type: element.type, [field.value]: known, ...value };
}

/**
 * The state of a view or message: what the person has put in, else what it held before, else the initial value.
 * An element that keeps its block_id, action_id and type keeps its value through an update, initial value or not:
 * Slack prefills only what it has not shown yet.
 */
export function mergeState(
  blocks: readonly Block[],
  given: StateValues = {},
  before: StateValues = {},
  origin?: string,
): StateValues {
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, element } of placedElements(blocks)) {
    if (!fields[element.type]) continue;
    const blockId = block.block_id ?? '';
    const mine = given[blockId]?.[element.action_id] ?? before[blockId]?.[element.action_id];
    const kept = mine?.type === element.type ? mine : initialValue(element, origin);
    values[blockId] = { ...values[blockId], [element.action_id]: kept };
  }
  return values;
}

function isBlank(value: Json | undefined): boolean {
  const held = value?.[valueField(String(value.type)) ?? ''];
  if (isObject(held) && held.type === 'rich_text') return plainOfRichText(held).trim() === '';
  return held === undefined || held === null || held === '' || (Array.isArray(held) && held.length === 0);
}

function plainOfRichText(node: unknown): string {
  if (Array.isArray(node)) return node.map(plainOfRichText).join('');
  if (!isObject(node)) return '';
  if (typeof node.text === 'string') return node.text;
  if (node.type === 'user' || node.type === 'emoji') return 'x';
  return plainOfRichText(node.elements);
}

/** What Slack's client tells the person before it hands the form over: keyed by block_id, {} when all is well. */
export function inputErrors(blocks: readonly Block[], values: StateValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const placed of placedElements(blocks)) {
    if (!placed.isInput) continue;
    const blockId = placed.block.block_id ?? '';
    const value = values[blockId]?.[placed.element.action_id];
    const error = isBlank(value)
      ? placed.block.optional === true
        ? null
        : 'Please complete this required field.'
      : valueError(placed, value ?? {});
    if (error) errors[blockId] = error;
  }
  return errors;
}

function valueError({ element }: Placed, value: Json): string | null {
  const held = value[valueField(element.type) ?? ''];
  const text = typeof held === 'string' ? held : '';
  const limit = (name: string) => Number(element[name] ?? Number.NaN);
  if (element.type === 'plain_text_input') {
    if (text.length < limit('min_length')) return `Use at least ${limit('min_length')} characters.`;
    if (text.length > (element.max_length === undefined ? 3000 : limit('max_length')))
      return 'This is too long.';
  }
  if (element.type === 'number_input') {
    const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
    if (!pattern.test(text)) return 'Please enter a valid number.';
    if (Number(text) < limit('min_value')) return `Use a number that is ${element.min_value} or greater.`;
    if (Number(text) > limit('max_value')) return `Use a number that is ${element.max_value} or less.`;
  }
  if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    return 'Please enter a valid email address.';
  }
  if (element.type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a valid URL.';
  if (Array.isArray(held) && held.length > limit('max_selected_items')) {
    return `Choose at most ${element.max_selected_items}.`;
  }
  return null;
}

export function optionNamed(element: Json, name: string): Json | undefined {
  const options = optionsOf(element);
  return (
    options.find((option) => option.value === name) ?? options.find((option) => plain(option.text) === name)
  );
}
