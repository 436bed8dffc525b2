import type { Block, Json } from '../../protocol.ts';
import { list, obj, str } from '../state/json.ts';

/** An interactive element and the block it stands in. */
export type Field = {
  readonly block: Block;
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Json;
};

/** The field of an element's state and action that holds its value. */
const valueFields = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  rich_text_input: 'rich_text_value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
  radio_buttons: 'selected_option',
  checkboxes: 'selected_options',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  file_input: 'files',
} as const;

/** The name of the value in `view.state.values` and in an action; undefined for what keeps none (buttons, overflow). */
export function valueField(type: string): string | undefined {
  return Object.hasOwn(valueFields, type) ? valueFields[type as keyof typeof valueFields] : undefined;
}

export function holdsMany(type: string): boolean {
  return [
    'selected_options',
    'selected_users',
    'selected_conversations',
    'selected_channels',
    'files',
  ].includes(valueField(type) ?? '');
}

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
