import type { Placed } from '../blocks/elements.ts';
import { optionsOf, plain } from '../blocks/elements.ts';
import { optionNamed } from '../blocks/state.ts';
import { holdsMany, initialValue, valueField } from '../blocks/value-fields.ts';
import type { Json } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { findPerson } from '../workspace/people.ts';
import { richTextBlock } from '../workspace/rich-text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findConversation } from './queries.ts';

/**
 * What a test puts into an input: words for a text or the label or value of an option, several for a multi-select,
 * a handle for a person, "#name" for a conversation, "2026-01-31", "14:30" or a Date for the pickers, an option
 * object as it is, and null for nothing.
 */
export type Choice = string | number | Date | Json | readonly (string | Json)[] | null;

/** The choice as Slack's `view.state.values` would hold it. */
export function toStateValue(workspace: Workspace, me: string, placed: Placed, choice: Choice): Json {
  const { element } = placed;
  const field = valueField(element.type);
  if (field === undefined) throw new Refusal(`A ${element.type} holds no value: click it instead.`);
  const one = (item: unknown) => toValue(workspace, me, placed, item);
  if (holdsMany(element.type)) {
    const items = Array.isArray(choice) ? choice : choice === null ? [] : [choice];
    return { ...initialValue(element), [field]: items.map(one) };
  }
  return { ...initialValue(element), [field]: choice === null || choice === '' ? null : one(choice) };
}

function toValue(workspace: Workspace, me: string, placed: Placed, item: unknown): unknown {
  const { type } = placed.element;
  if (type === 'datetimepicker')
    return item instanceof Date ? Math.floor(item.getTime() / 1000) : Number(item);
  if (type.endsWith('users_select')) return personId(workspace, String(item));
  if (type.endsWith('conversations_select') || type.endsWith('channels_select')) {
    return findConversation(workspace, me, String(item)).id;
  }
  if (type === 'rich_text_input') return typeof item === 'string' ? richTextBlock(item, 'typed') : item;
  if (type.endsWith('select') || type === 'radio_buttons' || type === 'checkboxes')
    return option(placed, item);
  return typeof item === 'string' ? item : String(item);
}

function option(placed: Placed, item: unknown): unknown {
  if (typeof item !== 'string') return item;
  const found = optionNamed(placed.element, item);
  if (found) return found;
  const offered = optionsOf(placed.element).map((one) => plain(one.text));
  throw new Refusal(`"${item}" is not on offer. There is: ${offered.join(', ')}.`);
}

function personId(workspace: Workspace, who: string): string {
  const person = findPerson(workspace, who);
  if (!person) throw new Refusal(`There is nobody called ${who} here.`);
  return person.id;
}
