import type { Action, Json } from '../protocol.ts';
import { isObject, optionsOf, type Placed } from './elements.ts';
import { initialValue, valueField } from './value-fields.ts';

/**
 * One entry of a `block_actions` payload, built from the element as it stands so that nobody can send what is not
 * there. Returns null when the element does not offer the chosen value.
 */
export function actionPayload(placed: Placed, chosen: Json, actionTs: string): Action | null {
  const { block, element } = placed;
  const base = {
    action_id: element.action_id,
    block_id: block.block_id ?? '',
    type: element.type,
    action_ts: actionTs,
  };
  if (element.type === 'button' || element.type === 'workflow_button' || element.type === 'icon_button') {
    return { ...pick(element, ['text', 'icon', 'value', 'style', 'url', 'confirm']), ...base };
  }
  if (element.type === 'overflow') {
    const option = knownOption(element, chosen.selected_option);
    return option ? { ...pick(element, ['confirm']), selected_option: option, ...base } : null;
  }
  if (element.type === 'feedback_buttons') return { ...pick(chosen, ['value', 'text']), ...base };
  const field = valueField(element.type);
  if (field === undefined) return null;
  const value = chosen[field] ?? null;
  if (!isOffered(element, field, value)) return null;
  const initial = Object.keys(element).filter((key) => key.startsWith('initial_') && key !== 'initial_value');
  return { ...pick(element, [...initial, 'placeholder', 'confirm']), [field]: value, ...base };
}

/** Whether using this element at once tells the app: inputs do only when their block asks for it. */
export function dispatches({ block, element, isInput }: Placed): boolean {
  if (element.type === 'file_input') return false;
  return !isInput || block.dispatch_action === true;
}

/** Text inputs tell the app on Enter unless they ask for every character. */
export function dispatchesOnChange(placed: Placed): boolean {
  if (!dispatches(placed)) return false;
  if (!placed.element.type.includes('text_input') && placed.element.type !== 'number_input') return true;
  const config = placed.element.dispatch_action_config;
  const triggers = isObject(config) ? config.trigger_actions_on : [];
  return Array.isArray(triggers) && triggers.includes('on_character_entered');
}

/** What the element holds after the choice, as `view.state.values` shows it; undefined for buttons and menus. */
export function stateValue(placed: Placed, chosen: Json): Json | undefined {
  const field = valueField(placed.element.type);
  if (field === undefined) return undefined;
  return { ...initialValue(placed.element), [field]: chosen[field] ?? null };
}

function isOffered(element: Json & { type: string }, field: string, value: unknown): boolean {
  if (!['static_select', 'multi_static_select', 'radio_buttons', 'checkboxes'].includes(element.type))
    return true;
  if (field === 'selected_options')
    return Array.isArray(value) && value.every((one) => knownOption(element, one));
  return value === null || knownOption(element, value) !== undefined;
}

function knownOption(element: Json, option: unknown): Json | undefined {
  const value = isObject(option) ? option.value : undefined;
  return optionsOf(element).find((one) => one.value === value);
}

function pick(from: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}
