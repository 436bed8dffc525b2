/** Rules that hold between the blocks of one message or view. */
import type { Fail } from './schema.ts';

type Json = { readonly [name: string]: unknown };

/** A block or an element, and where it stands. */
export type Placed = { readonly block: Json; readonly path: readonly (string | number)[] };

type BlockRule = (blocks: readonly Placed[], fail: Fail) => void;

export function placeBlocks(blocks: unknown, ...path: (string | number)[]): Placed[] {
  return Array.isArray(blocks) ? blocks.map((block: Json, index) => ({ block, path: [...path, index] })) : [];
}

/** The interactive elements of a block. */
function elementsOf({ block, path }: Placed): Placed[] {
  const single = ['accessory', 'element']
    .filter((name) => block[name] !== undefined)
    .map((name) => ({ block: block[name] as Json, path: [...path, name] }));
  return block.type === 'rich_text'
    ? single
    : [...single, ...placeBlocks(block.elements, ...path, 'elements')];
}

export const distinctBlockIds: BlockRule = (blocks, fail) => mustDiffer(blocks, 'block_id', fail);

export const distinctActionIds: BlockRule = (blocks, fail) => {
  for (const block of blocks) mustDiffer(elementsOf(block), 'action_id', fail);
};

export const oneFocus: BlockRule = (blocks, fail) => {
  const focused = blocks.flatMap(elementsOf).filter(({ block }) => block.focus_on_load === true);
  for (const { path } of focused.slice(1)) {
    fail('only one element may set `focus_on_load`', ...path, 'focus_on_load');
  }
};

export const noInputs: BlockRule = (blocks, fail) => {
  for (const { path } of blocks.filter(({ block }) => block.type === 'input')) {
    fail('must define `submit` to use an `input` block in modals', ...path, 'input');
  }
};

/** "You can only have one table per message", with at most 10,000 characters in its cells. */
export const oneTable: BlockRule = (blocks, fail) => {
  const tables = blocks.filter(({ block }) => block.type === 'table');
  for (const { path } of tables.slice(1)) fail('only one table allowed', ...path);
  for (const { block, path } of tables) {
    if (textLength(block.rows) > 10_000) fail('must be less than 10001 characters', ...path, 'rows');
  }
};

/** The 12,000 characters of markdown are counted over the whole message. */
export const markdownWithinLimit: BlockRule = (blocks, fail) => {
  const markdown = blocks.filter(({ block }) => block.type === 'markdown');
  const last = markdown.at(-1);
  const total = markdown.reduce((sum, { block }) => sum + String(block.text).length, 0);
  if (last && total > 12_000) {
    fail('must be less than 12001 characters in all markdown blocks', ...last.path, 'text');
  }
};

function mustDiffer(placed: readonly Placed[], name: 'block_id' | 'action_id', fail: Fail): void {
  const seen = new Set<unknown>();
  for (const { block, path } of placed) {
    const id = block[name];
    if (id !== undefined && seen.has(id)) fail(`\`${name}\` must be unique: ${String(id)}`, ...path, name);
    seen.add(id);
  }
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const { text, elements } = value as Json;
  return (typeof text === 'string' ? text.length : 0) + textLength(elements);
}
