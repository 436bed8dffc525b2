import { z } from 'zod';

/** The zod helpers that blocks, elements and objects are described with, and Slack's sentences for what is wrong. */

export type Surface = 'message' | 'modal' | 'home';

/** Says what is wrong, at a path below the value that the rule is about. */
export type Fail = (sentence: string, ...path: (string | number)[]) => void;

/** A rule that looks across fields. */
export type Rule<T> = (value: T, fail: Fail) => void;

type Fields = { readonly [name: string]: unknown };

type Shape = z.core.$ZodLooseShape;

/** Fields that may be left out. */
export function optional<T extends Shape>(fields: T) {
  return z.object(fields).partial().shape;
}

/** An object with this `type`, and no fields beside those named. */
export function typed<R extends Shape, O extends Shape>(type: string, required: R, mayBeAbsent: O) {
  return z.strictObject({ type: z.literal(type), ...required, ...optional(mayBeAbsent) });
}

/** The schema that a value's `type` selects. */
export function byType(schemas: readonly z.ZodObject[]) {
  return z.discriminatedUnion('type', schemas as [z.ZodObject, ...z.ZodObject[]]);
}

/** Lengths are counted in UTF-16 units, which is never laxer than counting characters. */
export function string(max = Number.POSITIVE_INFINITY) {
  return z.string().min(1).max(max);
}

export function list<T extends z.core.SomeType>(item: T, max = Number.POSITIVE_INFINITY) {
  return z.array(item).min(1).max(max);
}

export function integer(min = 0, max = Number.MAX_SAFE_INTEGER) {
  const error = ({ code }: { code?: string }) => (code === 'invalid_type' ? 'must be an integer' : undefined);
  return z.number({ error }).int().min(min).max(max);
}

export function webUrl(max = Number.POSITIVE_INFINITY) {
  return z.url({ protocol: /^https?$/ }).max(max);
}

export function httpsUrl(max = Number.POSITIVE_INFINITY) {
  return z.url({ protocol: /^https$/ }).max(max);
}

/** Runs the rules once the value's own fields are right, so that they can rely on them. */
export function rules<T>(...all: Rule<T>[]): z.core.CheckFn<T> {
  return ({ value, issues }) => {
    if (issues.length > 0) return;
    const fail: Fail = (message, ...path) => issues.push({ code: 'custom', message, path, input: value });
    for (const rule of all) rule(value, fail);
  };
}

/** Exactly one of the two fields. */
export function either(one: string, other: string): Rule<Fields> {
  return (value, fail) => {
    const given = [one, other].filter((name) => value[name] !== undefined).length;
    if (given === 1) return;
    fail(`must define either \`${one}\` or \`${other}\`${given > 1 ? ', not both' : ''}`);
  };
}

export function atLeastOneOf(...names: string[]): Rule<Fields> {
  return (value, fail) => {
    if (names.some((name) => value[name] !== undefined)) return;
    fail(`must define at least one of ${names.map((name) => `\`${name}\``).join(', ')}`);
  };
}

/**
 * Returns what is wrong with a value, in sentences as Slack puts them into `response_metadata.messages`; `[]` means nothing.
 * @param pointer The JSON pointer of the value itself.
 */
export function problemsIn(schema: z.ZodType, value: unknown, pointer: string): string[] {
  const result = schema.safeParse(value, { error: sentenceOf, reportInput: true });
  if (result.success) return [];
  const { issues } = result.error;
  // Zod measures a list though it should be a text: of what is wrong with one value, the first is enough.
  const firsts = issues.filter(({ path }, index) => path.join('/') !== issues[index - 1]?.path.join('/'));
  return firsts.flatMap((issue) => describe(issue, pointer));
}

function describe(issue: z.core.$ZodIssue, root: string): string[] {
  const at = (path: readonly PropertyKey[]) => `[json-pointer:${[root, ...path.map(String)].join('/')}]`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `[ERROR] invalid additional property: ${key} ${at(issue.path)}`);
  }
  const name = issue.path.at(-1);
  const value = issue.code === 'invalid_union' && issue.discriminator ? typeIn(issue.input) : issue.input;
  if (value === undefined && name !== undefined) {
    return [`[ERROR] missing required field: ${String(name)} ${at(issue.path.slice(0, -1))}`];
  }
  return [`[ERROR] ${issue.message} ${at(issue.path)}`];
}

const nouns: { readonly [type: string]: string } = {
  array: 'an array',
  boolean: 'a boolean',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

const formats: { readonly [format: string]: string } = {
  date: 'must be a date in the format YYYY-MM-DD',
  time: 'must be a time in the format HH:mm',
  url: 'must be a valid URL',
};

function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${nouns[issue.expected]}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format];
    case 'invalid_union': {
      const type = typeIn(issue.input);
      return typeof type === 'string' ? `unsupported type: ${type}` : 'must be a string';
    }
    case 'too_big': {
      const { origin, maximum } = issue;
      if (origin === 'array') return `no more than ${maximum} items allowed`;
      return `must be less than ${Number(maximum) + 1}${origin === 'string' ? ' characters' : ''}`;
    }
    case 'too_small': {
      const { origin, minimum } = issue;
      if (origin === 'array') return `must provide at least ${minimum} items`;
      const least = Number(minimum) - 1;
      return origin === 'string' ? `must be more than ${least} characters` : `must be greater than ${least}`;
    }
    default:
      // A rule's or a schema's own sentence.
      return undefined;
  }
}

function typeIn(value: unknown): unknown {
  return (value as { type?: unknown }).type;
}
