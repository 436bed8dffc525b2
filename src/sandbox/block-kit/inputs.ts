/** Text inputs and pickers: https://docs.slack.dev/reference/block-kit/block-elements */
import { z } from 'zod';
import { actionId, confirm, dispatchActionConfig, plainText } from './objects.ts';
import { richText } from './rich-text.ts';
import { integer, list, type Rule, rules, string, typed } from './schema.ts';

const base = { action_id: actionId, focus_on_load: z.boolean() };
const placeholder = { placeholder: plainText(150) };
const textInput = { ...base, ...placeholder, dispatch_action_config: dispatchActionConfig };

const timezone = string().refine(isTimezone, 'must be an IANA timezone');
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number');

type Lengths = { min_length?: number; max_length?: number; initial_value?: string };

const lengthsAgree: Rule<Lengths> = ({ min_length, max_length, initial_value = '' }, fail) => {
  if (max_length === undefined) return;
  if (min_length !== undefined && min_length > max_length) {
    fail('must not be greater than `max_length`', 'min_length');
  } else if (initial_value.length > max_length) {
    fail(`must be less than ${max_length + 1} characters`, 'initial_value');
  }
};

type Range = { is_decimal_allowed: boolean; initial_value?: string; min_value?: string; max_value?: string };

const numbersAgree: Rule<Range> = ({ is_decimal_allowed, ...values }, fail) => {
  for (const name of ['initial_value', 'min_value', 'max_value'] as const) {
    if (!is_decimal_allowed && values[name]?.includes('.')) fail('must be a whole number', name);
  }
  const initial = Number(values.initial_value ?? Number.NaN);
  const min = Number(values.min_value ?? Number.NEGATIVE_INFINITY);
  const max = Number(values.max_value ?? Number.POSITIVE_INFINITY);
  if (min > max) fail('must not be greater than `max_value`', 'min_value');
  if (initial < min || initial > max) fail('must be between `min_value` and `max_value`', 'initial_value');
};

export const inputs = {
  plain_text_input: typed(
    'plain_text_input',
    {},
    {
      ...textInput,
      initial_value: z.string().max(3000),
      multiline: z.boolean(),
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
  ).check(rules(lengthsAgree)),
  email_text_input: typed('email_text_input', {}, { ...textInput, initial_value: string() }),
  url_text_input: typed('url_text_input', {}, { ...textInput, initial_value: string() }),
  number_input: typed(
    'number_input',
    { is_decimal_allowed: z.boolean() },
    { ...textInput, initial_value: decimal, min_value: decimal, max_value: decimal },
  ).check(rules(numbersAgree)),
  rich_text_input: typed(
    'rich_text_input',
    {},
    { ...textInput, initial_value: richText, min_lines: integer(1, 100), max_lines: integer(1, 100) },
  ),
  file_input: typed(
    'file_input',
    {},
    { action_id: actionId, filetypes: list(string()), max_files: integer(1, 10) },
  ),
  datepicker: typed('datepicker', {}, { ...base, ...placeholder, confirm, initial_date: z.iso.date() }),
  timepicker: typed(
    'timepicker',
    {},
    { ...base, ...placeholder, confirm, initial_time: z.iso.time({ precision: -1 }), timezone },
  ),
  /** Seconds since 1970, in ten digits. */
  datetimepicker: typed(
    'datetimepicker',
    {},
    { ...base, confirm, initial_date_time: integer(1_000_000_000, 9_999_999_999) },
  ),
};

function isTimezone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
