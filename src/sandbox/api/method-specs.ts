/** What Slack documents of each Web API method: its arguments, scopes, rate-limit tier and errors. */
import methods from './methods.json' with { type: 'json' };

/** Slack's tiers 1 to 4; t5 stands for "special". */
export type Tier = 't1' | 't2' | 't3' | 't4' | 't5';

export type ConversationKind = 'public' | 'private' | 'im' | 'mpim';

/** `array` and `object` travel as JSON text in a form and as themselves in a JSON body. */
export type ArgumentType = 'string' | 'number' | 'boolean' | 'array' | 'object';

export type ArgumentSpec = { readonly type: ArgumentType; readonly required: boolean };

export type MethodSpec = {
  readonly tier: Tier;
  /** Which kind of token the method is called with. */
  readonly token: 'bot' | 'app' | 'none';
  /** Without `token`, which every method takes. */
  readonly arguments: { readonly [name: string]: ArgumentSpec };
  /** Any one of these suffices; which one may depend on the kind of conversation. */
  readonly botScopes: readonly string[];
  /** The codes of the method's own page; those that every method has are not among them. */
  readonly errors: readonly string[];
};

type Types = { readonly [name: string]: ArgumentType };

type Entry = Omit<MethodSpec, 'arguments'> & {
  readonly required: Types;
  readonly optional: Types;
  /** Of each of these, one must be given. */
  readonly oneOf?: readonly { readonly arguments: readonly string[]; readonly error: string }[];
  /** Argument → the method's own code for its absence. */
  readonly missing?: { readonly [name: string]: string };
};

// TypeScript widens the strings of a JSON module; a test holds the file to these types.
const entries = methods as unknown as { readonly [name: string]: Entry };

export function knownMethods(): string[] {
  return Object.keys(entries);
}

export function methodSpec(name: string): MethodSpec | undefined {
  const entry = entryOf(name);
  if (!entry) return undefined;
  const specs = (types: Types, required: boolean) =>
    Object.entries(types).map(([argument, type]) => [argument, { type, required }] as const);
  return {
    tier: entry.tier,
    token: entry.token,
    arguments: Object.fromEntries([...specs(entry.required, true), ...specs(entry.optional, false)]),
    botScopes: entry.botScopes,
    errors: entry.errors,
  };
}

/**
 * Checks a call's arguments as they arrive, form-encoded or from a JSON body; null and undefined count as absent.
 * Stricter than Slack in that arguments it does not document are refused.
 */
export function checkArguments(
  name: string,
  args: Record<string, unknown>,
): { error: string; messages: string[] } | null {
  const entry = entryOf(name);
  if (!entry) return refusal('unknown_method', `no such method: ${name}`);
  const given = Object.entries(args).filter(([argument, value]) => argument !== 'token' && isGiven(value));
  // api.test echoes whatever it is sent.
  const unknown = name === 'api.test' ? [] : given.filter(([argument]) => !typeOf(entry, argument));
  if (unknown.length > 0) {
    return refusal('invalid_arguments', ...unknown.map(([argument]) => `unknown argument: ${argument}`));
  }
  return missingArgument(entry, args) ?? mistypedArgument(entry, given) ?? conflict(entry, args);
}

/**
 * The arguments as values: JSON parsed, numbers and booleans converted, `token` left out. For arguments that
 * `checkArguments` has passed.
 */
export function argumentValues(name: string, args: Record<string, unknown>): Record<string, unknown> {
  const entry = entryOf(name);
  return Object.fromEntries(
    Object.entries(args)
      .filter(([argument, value]) => argument !== 'token' && isGiven(value))
      .map(([argument, value]) => [argument, valueAs((entry && typeOf(entry, argument)) ?? 'string', value)]),
  );
}

const family: { readonly [kind in ConversationKind]: string } = {
  public: 'channels:',
  private: 'groups:',
  im: 'im:',
  mpim: 'mpim:',
};

/**
 * The scopes of which a bot token must hold at least one; `[]` means that none is needed.
 * @param kind The kind of conversation that the call is about; without it, any kind's scope is named.
 */
export function neededScopes(name: string, kind?: ConversationKind): string[] {
  const scopes = entryOf(name)?.botScopes ?? [];
  const ofOtherKind = (scope: string) =>
    Object.entries(family).some(([one, prefix]) => one !== kind && scope.startsWith(prefix));
  const fitting = kind ? scopes.filter((scope) => !ofOtherKind(scope)) : scopes;
  // A method that a kind has no scope for refuses that kind; until then it must not need less.
  return [...(fitting.length > 0 ? fitting : scopes)];
}

export function scopesSatisfied(
  name: string,
  granted: ReadonlySet<string>,
  kind?: ConversationKind,
): boolean {
  const needed = neededScopes(name, kind);
  return needed.length === 0 || needed.some((scope) => granted.has(scope));
}

function entryOf(name: string): Entry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function typeOf(entry: Entry, argument: string): ArgumentType | undefined {
  if (Object.hasOwn(entry.required, argument)) return entry.required[argument];
  return Object.hasOwn(entry.optional, argument) ? entry.optional[argument] : undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** An empty one of these is how a topic, purpose or status is cleared. */
const mayBeEmpty = new Set(['topic', 'purpose', 'status']);

function missingArgument(entry: Entry, args: Record<string, unknown>) {
  const isMissing = (argument: string) =>
    !isGiven(args[argument]) || (args[argument] === '' && !mayBeEmpty.has(argument));
  const missing = Object.keys(entry.required).filter(isMissing);
  const [first] = missing;
  if (first !== undefined) {
    const messages = missing.map((argument) => `missing required field: ${argument}`);
    return refusal(entry.missing?.[first] ?? 'invalid_arguments', ...messages);
  }
  const unmet = entry.oneOf?.find((group) => group.arguments.every(isMissing));
  return unmet ? refusal(unmet.error, `must provide one of: ${unmet.arguments.join(', ')}`) : null;
}

function mistypedArgument(entry: Entry, given: [string, unknown][]) {
  for (const [argument, value] of given) {
    const type = typeOf(entry, argument);
    if (!type || hasType(type, value)) continue;
    const own = codeForMistyped[argument];
    const error = own && entry.errors.includes(own) ? own : 'invalid_arguments';
    return refusal(error, `must be ${nounOf[type]} [json-pointer:/${argument}]`);
  }
  return null;
}

function conflict(entry: Entry, args: Record<string, unknown>) {
  return isGiven(args.markdown_text) &&
    (isGiven(args.text) || isGiven(args.blocks)) &&
    entry.errors.includes('markdown_text_conflict')
    ? refusal('markdown_text_conflict', 'markdown_text cannot be used together with text or blocks')
    : null;
}

const codeForMistyped: { readonly [argument: string]: string } = {
  blocks: 'invalid_blocks_format',
  attachments: 'invalid_attachments',
  metadata: 'invalid_metadata_format',
  limit: 'invalid_limit',
};

const nounOf: { readonly [type in ArgumentType]: string } = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  array: 'a JSON array',
  object: 'a JSON object',
};

function hasType(type: ArgumentType, value: unknown): boolean {
  const converted = valueAs(type, value);
  if (type === 'array') return Array.isArray(converted);
  if (type === 'object')
    return typeof converted === 'object' && converted !== null && !Array.isArray(converted);
  if (type === 'number') return Number.isFinite(converted);
  return typeof converted === type;
}

const booleans = new Map<unknown, boolean>([
  ['true', true],
  ['1', true],
  [1, true],
  ['false', false],
  ['0', false],
  [0, false],
]);

function valueAs(type: ArgumentType, value: unknown): unknown {
  if (type === 'boolean') return booleans.get(value) ?? value;
  if (typeof value !== 'string' || type === 'string') return value;
  if (type === 'number') return value.trim() === '' ? value : Number(value);
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function refusal(error: string, ...sentences: string[]): { error: string; messages: string[] } {
  return { error, messages: sentences.map((sentence) => `[ERROR] ${sentence}`) };
}
