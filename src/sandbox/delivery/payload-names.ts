import { isObject } from '../blocks/elements.ts';

/** What a payload is about: the command, the event's type, the ids of what was pressed or sent off. It may make no sense. */
export function payloadNames(payload: unknown): string[] {
  const actions = within(payload, 'actions');
  const names = [
    within(payload, 'command'),
    within(payload, 'event', 'type'),
    ...(Array.isArray(actions) ? actions.map((action) => within(action, 'action_id')) : []),
    within(payload, 'callback_id'),
    within(payload, 'view', 'callback_id'),
  ];
  return names.filter((name) => typeof name === 'string');
}

/** Of an interaction which one it is. */
export function typeOf(payload: unknown): string | null {
  const type = within(payload, 'type');
  return typeof type === 'string' ? type : null;
}

function within(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
