/** Text inputs and pickers: https://docs.slack.dev/reference/block-kit/block-elements */
import {
  array,
  boolean,
  type Check,
  type Fields,
  integer,
  isObject,
  problem,
  required,
  string,
  stringThat,
  typed,
} from './check.ts';
import { actionId, confirm, dispatchActionConfig, plainText } from './objects.ts';
import { richText } from './rich-text.ts';

const base: Fields = { action_id: actionId, focus_on_load: boolean };
const placeholder: Fields = { placeholder: plainText(150) };
const textInput: Fields = { ...base, ...placeholder, dispatch_action_config: dispatchActionConfig };

const date = stringThat(isDate, 'must be a date in the format YYYY-MM-DD');
const time = stringThat(
  (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
  'must be a time in the format HH:mm',
);
const timezone = stringThat(isTimezone, 'must be an IANA timezone');
const decimal = stringThat((text) => /^-?\d+(\.\d+)?$/.test(text), 'must be a number');

export const inputs: { readonly [type: string]: Check } = {
  plain_text_input: typed(
    'plain_text_input',
    {
      ...textInput,
      initial_value: string({ min: 0, max: 3000 }),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    lengthsAgree,
  ),
  email_text_input: typed('email_text_input', { ...textInput, initial_value: string() }),
  url_text_input: typed('url_text_input', { ...textInput, initial_value: string() }),
  number_input: typed(
    'number_input',
    {
      ...textInput,
      is_decimal_allowed: required(boolean),
      initial_value: decimal,
      min_value: decimal,
      max_value: decimal,
    },
    numbersAgree,
  ),
  rich_text_input: typed('rich_text_input', {
    ...textInput,
    initial_value: richText,
    min_lines: integer(1, 100),
    max_lines: integer(1, 100),
  }),
  file_input: typed('file_input', {
    action_id: actionId,
    filetypes: array(string()),
    max_files: integer(1, 10),
  }),
  datepicker: typed('datepicker', { ...base, ...placeholder, confirm, initial_date: date }),
  timepicker: typed('timepicker', { ...base, ...placeholder, confirm, initial_time: time, timezone }),
  /** Seconds since 1970, in ten digits. */
  datetimepicker: typed('datetimepicker', {
    ...base,
    confirm,
    initial_date_time: integer(1_000_000_000, 9_999_999_999),
  }),
};

function lengthsAgree(element: unknown, path: string): string[] {
  if (!isObject(element)) return [];
  const { min_length: min, max_length: max, initial_value: initial } = element;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    return [problem('must not be greater than `max_length`', `${path}/min_length`)];
  }
  if (typeof max === 'number' && typeof initial === 'string' && initial.length > max) {
    return [problem(`must be less than ${max + 1} characters`, `${path}/initial_value`)];
  }
  return [];
}

function numbersAgree(element: unknown, path: string): string[] {
  if (!isObject(element)) return [];
  const problems = ['initial_value', 'min_value', 'max_value']
    .filter((name) => element.is_decimal_allowed === false && String(element[name] ?? '').includes('.'))
    .map((name) => problem('must be a whole number', `${path}/${name}`));
  const initial = Number(element.initial_value ?? Number.NaN);
  const min = Number(element.min_value ?? Number.NEGATIVE_INFINITY);
  const max = Number(element.max_value ?? Number.POSITIVE_INFINITY);
  if (min > max) problems.push(problem('must not be greater than `max_value`', `${path}/min_value`));
  if (initial < min || initial > max) {
    problems.push(problem('must be between `min_value` and `max_value`', `${path}/initial_value`));
  }
  return problems;
}

function isDate(text: string): boolean {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // A day that the month does not have rolls over into the next month instead of failing.
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}

function isTimezone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
