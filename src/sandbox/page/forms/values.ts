import { initialValue, valueField } from '../../blocks/value-fields.ts';
import type { Action, Block, Json, Option, StateValues } from '../../protocol.ts';
import { list, str, textOf } from '../state/json.ts';
import type { Field } from './elements.ts';
import { fieldsOf } from './elements.ts';

/** One element's entry in `view.state.values`: its type and, even when empty, its value. */
export function initialEntry(element: Json): Json {
  return initialValue({ ...element, type: str(element.type) });
}

/**
 * The values of these blocks' elements. What `before` holds under the same block_id and action_id stays, as in
 * Slack; a new or renamed element, or one whose kind changed, starts with its initial value.
 */
export function mergeValues(blocks: readonly Block[], before: StateValues = {}): StateValues {
  const values: { [blockId: string]: { [actionId: string]: Json } } = {};
  for (const { blockId, actionId, element } of fieldsOf(blocks)) {
    if (!valueField(str(element.type))) continue;
    const kept = before[blockId]?.[actionId];
    const entry = kept && kept.type === element.type ? kept : initialEntry(element);
    values[blockId] = { ...values[blockId], [actionId]: entry };
  }
  return values;
}

/** The same values with one element's replaced. */
export function withEntry(values: StateValues, blockId: string, actionId: string, entry: Json): StateValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: entry } };
}

/** What an element holds now; an element that was never touched holds its initial value. */
export function entryOf(values: StateValues | undefined, { blockId, actionId, element }: Field): Json {
  return values?.[blockId]?.[actionId] ?? initialEntry(element);
}

export function entryValue(entry: Json): unknown {
  return entry[valueField(str(entry.type)) ?? 'value'];
}

export function withValue(entry: Json, value: unknown): Json {
  return { ...entry, [valueField(str(entry.type)) ?? 'value']: value === '' ? null : value };
}

export function isEmpty(entry: Json): boolean {
  const value = entryValue(entry);
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** What the sandbox is told of a used element: which, and its new value. The payload's other fields are its to add. */
export function actionOf({ blockId, actionId, element }: Field, entry?: Json): Action {
  return { ...entry, type: str(element.type), block_id: blockId, action_id: actionId };
}

/** All options of a static select, radio group or checkboxes, with the group each stands in. */
export function optionsOf(element: Json): { option: Option; group?: string }[] {
  const groups = list(element.option_groups);
  if (groups.length > 0)
    return groups.flatMap((group) =>
      list(group.options).map((option) => ({ option: option as Option, group: textOf(group.label) })),
    );
  return list(element.options).map((option) => ({ option: option as Option }));
}
