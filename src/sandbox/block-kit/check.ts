/**
 * A handful of combinators from which the tables of blocks, elements and objects are built.
 * The sentences follow what Slack itself answers in `response_metadata.messages`.
 */

export type Surface = 'message' | 'modal' | 'home';

/** Returns what is wrong with the value found at that JSON pointer; `[]` means nothing. */
export type Check = (value: unknown, path: string, surface: Surface) => string[];

export type Fields = { readonly [name: string]: Check | { readonly required: Check } };

export function problem(sentence: string, path: string): string {
  return `[ERROR] ${sentence} [json-pointer:${path}]`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function required(check: Check): { required: Check } {
  return { required: check };
}

/** The rules look across fields and run only once the fields themselves are right. */
export function object(fields: Fields, ...rules: Check[]): Check {
  return (value, path, surface) => {
    if (!isObject(value)) return [problem('must be an object', path)];
    const problems = Object.keys(value)
      .filter((name) => !Object.hasOwn(fields, name) && value[name] !== undefined)
      .map((name) => problem(`invalid additional property: ${name}`, path));
    for (const [name, field] of Object.entries(fields)) {
      const check = typeof field === 'function' ? field : field.required;
      if (value[name] !== undefined) problems.push(...check(value[name], `${path}/${name}`, surface));
      else if (check !== field) problems.push(problem(`missing required field: ${name}`, path));
    }
    return problems.length > 0 ? problems : rules.flatMap((rule) => rule(value, path, surface));
  };
}

export function typed(type: string, fields: Fields, ...rules: Check[]): Check {
  return object({ type: required(choice(type)), ...fields }, ...rules);
}

/**
 * Picks the check by the value's `type`, among those allowed here.
 * @param surfaces Where a type is not available everywhere, the surfaces that it is available on.
 */
export function byType(
  table: { readonly [type: string]: Check },
  allowed: readonly string[] = Object.keys(table),
  surfaces: { readonly [type: string]: readonly Surface[] } = {},
): Check {
  return (value, path, surface) => {
    if (!isObject(value)) return [problem('must be an object', path)];
    if (value.type === undefined) return [problem('missing required field: type', path)];
    const type = value.type;
    if (typeof type !== 'string') return [problem('must be a string', `${path}/type`)];
    const check = allowed.includes(type) && Object.hasOwn(table, type) ? table[type] : undefined;
    const here = !Object.hasOwn(surfaces, type) || surfaces[type]?.includes(surface);
    if (!check || !here) return [problem(`unsupported type: ${type}`, `${path}/type`)];
    return check(value, path, surface);
  };
}

export function array(item: Check, limits: { min?: number; max?: number } = {}): Check {
  const { min = 1, max = Number.POSITIVE_INFINITY } = limits;
  return (value, path, surface) => {
    if (!Array.isArray(value)) return [problem('must be an array', path)];
    if (value.length > max) return [problem(`no more than ${max} items allowed`, path)];
    if (value.length < min) return [problem(`must provide at least ${min} items`, path)];
    return value.flatMap((entry: unknown, index) => item(entry, `${path}/${index}`, surface));
  };
}

/** Lengths are counted in UTF-16 units, which is never laxer than counting characters. */
export function string(limits: { min?: number; max?: number } = {}): Check {
  const { min = 1, max = Number.POSITIVE_INFINITY } = limits;
  return (value, path) => {
    if (typeof value !== 'string') return [problem('must be a string', path)];
    if (value.length > max) return [problem(`must be less than ${max + 1} characters`, path)];
    if (value.length < min) return [problem(`must be more than ${min - 1} characters`, path)];
    return [];
  };
}

/** A string for which the test holds. */
export function stringThat(test: (text: string) => boolean, otherwise: string, max?: number): Check {
  const isString = string({ max });
  return (value, path, surface) => {
    const problems = isString(value, path, surface);
    return problems.length === 0 && !test(String(value)) ? [problem(otherwise, path)] : problems;
  };
}

export function url(max?: number, ...protocols: string[]): Check {
  const matches = (text: string) =>
    URL.canParse(text) && (protocols.length === 0 || protocols.includes(new URL(text).protocol));
  return stringThat(matches, 'must be a valid URL', max);
}

export function integer(min: number, max: number): Check {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return [problem('must be an integer', path)];
    if (value > max) return [problem(`must be less than ${max + 1}`, path)];
    if (value < min) return [problem(`must be greater than ${min - 1}`, path)];
    return [];
  };
}

export function boolean(value: unknown, path: string): string[] {
  return typeof value === 'boolean' ? [] : [problem('must be a boolean', path)];
}

export function choice(...allowed: (string | number)[]): Check {
  const sentence = allowed.length === 1 ? `must be ${allowed[0]}` : `must be one of: ${allowed.join(', ')}`;
  return (value, path) => (allowed.some((one) => one === value) ? [] : [problem(sentence, path)]);
}

/** Exactly one of the two fields. */
export function either(one: string, other: string): Check {
  return (value, path) => {
    if (!isObject(value)) return [];
    const given = [one, other].filter((name) => value[name] !== undefined).length;
    if (given === 1) return [];
    return [problem(`must define either \`${one}\` or \`${other}\`${given > 1 ? ', not both' : ''}`, path)];
  };
}

export function atLeastOneOf(...names: string[]): Check {
  return (value, path) =>
    isObject(value) && names.every((name) => value[name] === undefined)
      ? [problem(`must define at least one of ${names.map((name) => `\`${name}\``).join(', ')}`, path)]
      : [];
}
