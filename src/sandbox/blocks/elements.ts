import { randomBytes } from 'node:crypto';
import { interactiveTypes } from '../block-kit/elements.ts';
import type { Block, Json } from '../protocol.ts';

/** An interactive element and the block it stands in. */
export type Placed = { readonly block: Block; readonly element: Element; readonly isInput: boolean };
type Element = Json & { readonly type: string; readonly action_id: string };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInteractive(value: unknown): value is Json & { type: string } {
  return isObject(value) && typeof value.type === 'string' && interactiveTypes.has(value.type);
}

/** Every block with a block_id and every interactive element with an action_id, as Slack fills them in. */
export function withIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => {
    const filled: Record<string, unknown> = { ...block, block_id: block.block_id ?? shortId() };
    for (const key of ['element', 'accessory']) {
      if (isInteractive(filled[key])) filled[key] = withActionId(filled[key]);
    }
    if (Array.isArray(filled.elements)) {
      filled.elements = filled.elements.map((one) => (isInteractive(one) ? withActionId(one) : one));
    }
    return filled as Block;
  });
}

function withActionId(element: Json): Json {
  return typeof element.action_id === 'string' ? element : { ...element, action_id: shortId() };
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

/** The interactive elements in reading order. */
export function placedElements(blocks: readonly Block[]): Placed[] {
  return blocks.flatMap((block) => {
    const candidates = [
      block.element,
      block.accessory,
      ...(Array.isArray(block.elements) ? block.elements : []),
    ];
    return candidates
      .filter(isInteractive)
      .map((element) => ({ block, element: element as Element, isInput: block.type === 'input' }));
  });
}

export function findElement(blocks: readonly Block[], blockId: string, actionId: string): Placed | undefined {
  return placedElements(blocks).find(
    ({ block, element }) => block.block_id === blockId && element.action_id === actionId,
  );
}

/** The words of a text object, "" when it is none. */
export function plain(text: unknown): string {
  return isObject(text) && typeof text.text === 'string' ? text.text : '';
}

/** What a person would call the element: its label, its text or its placeholder. */
export function labelOf({ block, element }: Placed): string {
  return plain(block.label) || plain(element.text) || plain(element.placeholder) || plain(block.text);
}

/** Options of a static select, radio buttons, checkboxes or overflow, groups flattened. */
export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [];
  const lists = [element.options, ...groups.map((group) => group.options)];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
}
