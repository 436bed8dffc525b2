import type { Block, Json, StateValues } from '../protocol.ts';
import { isObject, optionsOf, type Placed, placedElements, plain } from './elements.ts';
import { initialValue, valueField } from './value-fields.ts';

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
    if (valueField(element.type) === undefined) continue;
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
  if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text)) {
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
