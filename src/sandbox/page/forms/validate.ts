import type { Block, StateValues } from '../../protocol.ts';
import { num, obj, str } from '../state/json.ts';
import { fieldsOf } from './elements.ts';
import { entryOf, entryValue, isEmpty } from './values.ts';

/** What Slack refuses before the app hears of a submission, by block_id. Only input blocks are judged. */
export function validate(blocks: readonly Block[], values: StateValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const field of fieldsOf(blocks)) {
    if (field.block.type !== 'input') continue;
    const entry = entryOf(values, field);
    const message = isEmpty(entry)
      ? field.block.optional !== true && 'Please complete this required field.'
      : valueError(obj(field.element), entryValue(entry));
    if (message) errors[field.blockId] = message;
  }
  return errors;
}

function valueError(element: { readonly [key: string]: unknown }, value: unknown): string | undefined {
  const type = str(element.type);
  if (type === 'number_input') return numberError(element, String(value));
  if (typeof value !== 'string' || !type.endsWith('_input')) return undefined;
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value))
    return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !/^https?:\/\/[^\s/]+/i.test(value))
    return 'Please enter a full URL, such as https://example.com';
  const shortest = num(element.min_length) ?? 0;
  const longest = num(element.max_length) ?? 3000;
  if (value.length < shortest) return `Please enter at least ${shortest} characters.`;
  if (value.length > longest) return `Please enter at most ${longest} characters; this has ${value.length}.`;
  return undefined;
}

function numberError(element: { readonly [key: string]: unknown }, text: string): string | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return 'Please enter a number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(value)) return 'Please enter a whole number.';
  const least = element.min_value === undefined ? undefined : Number(element.min_value);
  const most = element.max_value === undefined ? undefined : Number(element.max_value);
  if (least !== undefined && value < least) return `Please enter ${least} or more.`;
  if (most !== undefined && value > most) return `Please enter ${most} or less.`;
  return undefined;
}
