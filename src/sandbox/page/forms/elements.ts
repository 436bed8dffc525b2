import { valueField } from '../../blocks/value-fields.ts';
import type { Block, Json } from '../../protocol.ts';
import { list, obj, str } from '../state/json.ts';

/** An interactive element and the block it stands in. */
export type Field = {
  readonly block: Block;
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Json;
};

export function isTextInput(type: string): boolean {
  return ['value', 'rich_text_value'].includes(valueField(type) ?? '');
}

/** Every element with an action_id in these blocks, in reading order. */
export function fieldsOf(blocks: readonly Block[]): Field[] {
  return blocks.flatMap((block) => {
    const blockId = str(block.block_id);
    return elementsOf(block).map((element) => ({
      block,
      blockId,
      actionId: str(element.action_id),
      element,
    }));
  });
}

function elementsOf(block: Block): Json[] {
  if (block.type === 'input') return [obj(block.element)];
  if (block.type === 'section') return block.accessory ? [obj(block.accessory)] : [];
  if (block.type === 'actions' || block.type === 'context_actions') return list(block.elements);
  if (block.type === 'card') return list(block.actions);
  return [];
}
