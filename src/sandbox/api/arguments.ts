import { z } from 'zod';
import type { Json } from '../protocol.ts';

/**
 * The arguments of Web API methods in zod. They come form-encoded, with structures as JSON text, or as values from a
 * JSON body. What is wrong with one has, as its message, the error code that the method documents for it.
 */

const unlessDocumented = 'invalid_arguments';

/** May be left out; what is empty then mostly counts as left out. */
export const text = z.string().optional();
/** Has to be there, but an empty one clears. */
export const clearable = z.string();
export const flag = z.preprocess((value) => booleans.get(value) ?? value, z.boolean()).optional();
export const number = z.preprocess(asNumber, z.number());
export const limit = z.preprocess(asNumber, z.number('invalid_limit')).optional();

/** @param mistyped The method's own code for a value that is no object. */
export function object(mistyped?: string) {
  return z.preprocess(asJson, z.record(z.string(), z.unknown(), mistyped));
}

export function array(mistyped?: string) {
  return z.preprocess(asJson, z.array(z.unknown(), mistyped));
}

/** Has to be there and not be empty. */
export function required(missing = unlessDocumented) {
  return z.string({ error: ({ input }) => (input === undefined ? missing : undefined) }).min(1, missing);
}

export const channel = required('channel_not_found');
/** A comma-separated list or, in a JSON body, one text. */
export function ids(list: string | undefined): string[] {
  return (list ?? '').split(',').flatMap((id) => id.trim() || []);
}

/** A message's metadata; null stands for the empty object that takes it away. */
export function metadata(mistyped?: string) {
  const empty = z.record(z.string(), z.never()).transform(() => null);
  const filled = z.object({
    event_type: z.string().min(1, { abort: true }),
    event_payload: z.record(z.string(), z.unknown()),
  });
  return object(mistyped)
    .pipe(z.union([empty, filled], 'invalid_metadata_schema'))
    .optional();
}

export function oneOf(error: string, ...names: string[]) {
  const params = { sentence: `must provide one of: ${names.join(', ')}` };
  const isGiven = (name: string, args: Json) => (args[name] ?? '') !== '';
  // Whatever else is wrong: what is not there matters more than the form of what is.
  const when = () => true;
  return z.refine<Json>((args) => names.some((name) => isGiven(name, args)), { error, params, when });
}

export type Read = {
  readonly args: Json;
  readonly wrong?: { readonly error: string; readonly messages: readonly string[] };
};

/** Returns a call's arguments as values, or as they came with what is wrong; null and undefined count as absent. */
export function readArguments(schema: z.ZodType<Json>, raw: Json): Read {
  const given = Object.entries(raw).filter(([name, value]) => name !== 'token' && (value ?? null) !== null);
  const args = Object.fromEntries(given);
  const result = schema.safeParse(args, { error: () => unlessDocumented, reportInput: true });
  if (result.success) return { args: result.data };
  const { issues } = result.error;
  const [unknown, missing] = [issues.filter(isUnknown), issues.filter(isMissing)];
  // All that is unknown or missing is named; of what is wrong otherwise, the first.
  const first = issues.find(({ code }) => code === 'custom') ?? issues[0];
  const worst = [unknown, missing].find((some) => some.length > 0) ?? (first ? [first] : []);
  const messages = worst.flatMap(sentencesFor).map((sentence) => `[ERROR] ${sentence}`);
  return { args, wrong: { error: worst[0]?.message ?? unlessDocumented, messages } };
}

function isUnknown({ code }: z.core.$ZodIssue): boolean {
  return code === 'unrecognized_keys';
}

function isMissing({ code, input }: z.core.$ZodIssue): boolean {
  // Zod measures a list, too, though it should be a text.
  return (code === 'too_small' && input === '') || (code === 'invalid_type' && input === undefined);
}

const nouns: { readonly [type: string]: string } = {
  array: 'a JSON array',
  boolean: 'a boolean',
  number: 'a number',
  record: 'a JSON object',
  string: 'a string',
};

function sentencesFor(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `unknown argument: ${key}`);
  if (issue.code === 'custom') return [String(issue.params?.sentence)];
  const name = issue.path.join('/');
  if (isMissing(issue)) return [`missing required field: ${name}`];
  const noun = issue.code === 'invalid_type' ? nouns[issue.expected] : 'of the documented form';
  return [`must be ${noun} [json-pointer:/${name}]`];
}

const booleans = new Map<unknown, boolean>([
  ['true', true],
  ['1', true],
  [1, true],
  ['false', false],
  ['0', false],
  [0, false],
]);

function asNumber(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

function asJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
