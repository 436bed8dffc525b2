import type { Json } from '../protocol.ts';

/** The field that holds each stateful element's value. */
const fields = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  rich_text_input: 'rich_text_value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  checkboxes: 'selected_options',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
  file_input: 'files',
} as const;

/** The name of the field that holds an element's value; undefined for buttons and menus, which hold none. */
export function valueField(type: string): string | undefined {
  return Object.hasOwn(fields, type) ? fields[type as keyof typeof fields] : undefined;
}

export function holdsMany(type: string): boolean {
  return valueField(type)?.endsWith('s') ?? false;
}

/** An element's value before anybody touched it. */
export function initialValue(element: Json & { readonly type: string }, origin?: string): Json {
  const { type } = element;
  const field = valueField(type);
  if (field === undefined) return { type };
  const isMany = holdsMany(type);
  const fromOrigin = element.default_to_current_conversation === true ? origin : undefined;
  const initial = element[initialName(field)] ?? (isMany && fromOrigin ? [fromOrigin] : fromOrigin);
  const timezone = type === 'timepicker' && element.timezone ? { timezone: element.timezone } : {};
  return { type, [field]: initial ?? (isMany ? [] : null), ...timezone };
}

/** Slack names initial values after the value: initial_option for selected_option, initial_value for value. */
function initialName(field: string): string {
  return field.startsWith('selected_') ? field.replace('selected_', 'initial_') : 'initial_value';
}
