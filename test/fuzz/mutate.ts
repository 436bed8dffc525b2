/** Numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** Where something stands in a payload: the names and indices that lead there. */
export type Path = readonly string[];

type Json = Record<string, unknown>;

const MENTION = '<!channel> <!here> <@U0FORGED> <!subteam^S0FORGED> @everyone <http://evil.example|bank>';

/** Texts that people and attackers send: mentions, broken Unicode, other languages' directions, other languages' code. */
const ODD_TEXTS = [
  MENTION,
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202egnirts\u202c',
  '\u200b\u200d\ufeff',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  '👩‍👩‍👧‍👦'.repeat(50),
  '*_~`>&lt;&amp;',
  '\'; DROP TABLE "Event"; --',
  '{{constructor}}',
  '__proto__',
  'x'.repeat(100_000),
  '\n'.repeat(5_000),
  ' ',
] as const;

const WRONG = [null, true, 0, -1, 1e308, '', [], {}, [[]], { length: -1 }, ['x', null]] as const;

/** What breaks a required part: nothing that could be read as an id, an object or a list with something in it. */
export const BREAKS = [undefined, null, false, 7, []] as const;

export function pick<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)] as T;
}

/** Takes away or breaks what the payload cannot do without. */
export function breakAt(payload: unknown, path: Path, value: (typeof BREAKS)[number]): unknown {
  const copy = structuredClone(payload);
  setAt(copy, path, value);
  return copy;
}

/** Changes one to three things anywhere: a text, a type, a name, a depth; or puts something where nothing was. */
export function mutate(payload: unknown, random: Random): unknown {
  const copy = structuredClone(payload);
  const times = 1 + Math.floor(random() * 3);
  for (let time = 0; time < times; time += 1) {
    const paths = pathsOf(copy);
    const path = pick(random, paths);
    pick(random, [oddText, oddText, wrongType, without, renamed, deeper])(copy, path, random);
  }
  return copy;
}

/** Puts a text with mentions in the place of every text that a person typed. */
export function withMentions(payload: unknown, isTyped: (path: Path) => boolean): unknown {
  const copy = structuredClone(payload);
  for (const path of pathsOf(copy)) {
    if (typeof getAt(copy, path) === 'string' && isTyped(path)) setAt(copy, path, MENTION);
  }
  return copy;
}

function oddText(target: unknown, path: Path, random: Random): void {
  setAt(target, path, pick(random, ODD_TEXTS));
}

function wrongType(target: unknown, path: Path, random: Random): void {
  setAt(target, path, structuredClone(pick(random, WRONG)));
}

function without(target: unknown, path: Path): void {
  setAt(target, path, undefined);
}

function renamed(target: unknown, path: Path, random: Random): void {
  const value = getAt(target, path);
  setAt(target, path, undefined);
  setAt(target, [...path.slice(0, -1), pick(random, ['constructor', 'toString', 'x'])], value);
}

function deeper(target: unknown, path: Path): void {
  let value = getAt(target, path);
  for (let level = 0; level < 500; level += 1) value = level % 2 === 0 ? [value] : { value };
  setAt(target, path, value);
}

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || at.length > 12) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...at, name], ...pathsOf(inner, [...at, name])]);
}

export function getAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Json | undefined)?.[name], value);
}

/** Undefined takes it away. A path that leads nowhere is left alone. */
export function setAt(target: unknown, path: Path, value: unknown): void {
  const name = path.at(-1);
  const holder = getAt(target, path.slice(0, -1));
  if (name === undefined || typeof holder !== 'object' || holder === null) return;
  if (value === undefined) delete (holder as Json)[name];
  else (holder as Json)[name] = value;
}
