import { labelOf, optionsOf, type Placed, placedElements, plain } from '../blocks/elements.ts';
import type { Block, Json } from '../protocol.ts';
import { Refusal } from '../refusal.ts';

/** An element and, in an overflow menu, the entry that was meant. */
export type Found = { readonly placed: Placed; readonly option?: Json };

/**
 * Finds an element by what a test calls it. The closest meaning wins: its action_id, the words on it (its label, text
 * or placeholder), its block_id, a menu entry's words or value, the beginning of its action_id or of its words.
 */
export function lookFor(blocks: readonly Block[], what: string): Found | undefined {
  const all = placedElements(blocks);
  const by = (test: (placed: Placed) => boolean) => all.find(test);
  const exact =
    by(({ element }) => element.action_id === what) ??
    by((placed) => wordsOn(placed) === what) ??
    by(({ block }) => block.block_id === what);
  if (exact) return { placed: exact };
  const entry = menuEntry(all, what);
  if (entry) return entry;
  const close =
    by(({ element }) => element.action_id.startsWith(what)) ??
    by((placed) => wordsOn(placed).startsWith(what));
  return close ? { placed: close } : undefined;
}

export function mustFind(blocks: readonly Block[], what: string): Found {
  const found = lookFor(blocks, what);
  if (found) return found;
  const there = placedElements(blocks).map((placed) => `"${labelOf(placed)}" (${placed.element.action_id})`);
  throw new Refusal(`There is no "${what}" here. There is: ${there.join(', ') || 'nothing to use'}.`);
}

function menuEntry(all: readonly Placed[], what: string): Found | undefined {
  for (const placed of all.filter(({ element }) => element.type === 'overflow')) {
    const options = optionsOf(placed.element);
    const option = options.find((one) => plain(one.text) === what || one.value === what);
    if (option) return { placed, option };
  }
  return undefined;
}

/** Slack shows emoji codes as pictures; a test need not name them. */
function wordsOn(placed: Placed): string {
  return labelOf(placed)
    .replaceAll(/:[a-z0-9_+-]+:/g, '')
    .trim();
}
