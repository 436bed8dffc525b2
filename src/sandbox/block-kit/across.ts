/** Rules that hold between the blocks of one message or view. */
import { isObject, problem } from './check.ts';

/** A block and the JSON pointer at which it stands. */
type Placed = { readonly block: Record<string, unknown>; readonly path: string };

export function placeBlocks(blocks: unknown, path: string): Placed[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: unknown, index) =>
    isObject(block) ? [{ block, path: `${path}/${index}` }] : [],
  );
}

/** The interactive elements of a block, with their pointers. */
function elementsOf({ block, path }: Placed): Placed[] {
  const single = ['accessory', 'element'].flatMap((name) => {
    const element = block[name];
    return isObject(element) ? [{ block: element, path: `${path}/${name}` }] : [];
  });
  return block.type === 'rich_text'
    ? single
    : [...single, ...placeBlocks(block.elements, `${path}/elements`)];
}

export function distinctBlockIds(placed: readonly Placed[]): string[] {
  return repeated(placed, 'block_id');
}

export function distinctActionIds(placed: readonly Placed[]): string[] {
  return placed.flatMap((one) => repeated(elementsOf(one), 'action_id'));
}

export function oneFocus(placed: readonly Placed[]): string[] {
  return placed
    .flatMap(elementsOf)
    .filter(({ block }) => block.focus_on_load === true)
    .slice(1)
    .map(({ path }) => problem('only one element may set `focus_on_load`', `${path}/focus_on_load`));
}

export function inputsNeedSubmit(placed: readonly Placed[], submit: unknown): string[] {
  if (submit !== undefined) return [];
  return placed
    .filter(({ block }) => block.type === 'input')
    .map(({ path }) => problem('must define `submit` to use an `input` block in modals', `${path}/input`));
}

/** "You can only have one table per message", with at most 10,000 characters in its cells. */
export function oneTable(placed: readonly Placed[]): string[] {
  const tables = placed.filter(({ block }) => block.type === 'table');
  return [
    ...tables.slice(1).map(({ path }) => problem('only one table allowed', path)),
    ...tables
      .filter(({ block }) => textLength(block.rows) > 10_000)
      .map(({ path }) => problem('must be less than 10001 characters', `${path}/rows`)),
  ];
}

/** The 12,000 characters of markdown are counted over the whole message. */
export function markdownWithinLimit(placed: readonly Placed[]): string[] {
  const markdown = placed.filter(({ block }) => block.type === 'markdown');
  const total = markdown.reduce((sum, { block }) => sum + String(block.text ?? '').length, 0);
  const last = markdown.at(-1);
  return markdown.length > 1 && total > 12_000 && last
    ? [problem('must be less than 12001 characters in all markdown blocks', `${last.path}/text`)]
    : [];
}

function repeated(placed: readonly Placed[], name: 'block_id' | 'action_id'): string[] {
  const seen = new Set<unknown>();
  return placed.flatMap(({ block, path }) => {
    const id = block[name];
    if (id === undefined) return [];
    if (seen.has(id)) return [problem(`\`${name}\` must be unique: ${String(id)}`, `${path}/${name}`)];
    seen.add(id);
    return [];
  });
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (!isObject(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + textLength(value.elements);
}
