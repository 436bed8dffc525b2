/** All block elements, and which of them may stand where: https://docs.slack.dev/reference/block-kit/block-elements */
import { z } from 'zod';
import { inputs } from './inputs.ts';
import {
  accessibilityLabel,
  actionId,
  confirm,
  imageSources,
  imageText,
  mrkdwn,
  oneImageSource,
  plainText,
  style,
  workflow,
} from './objects.ts';
import { byType, list, type Surface, string, typed } from './schema.ts';
import { choices, selects, selectsWithResponseUrl } from './selects.ts';

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: string(2000),
  accessibility_label: accessibilityLabel.optional(),
});

const elements = {
  ...selects,
  ...choices,
  ...inputs,
  button: typed(
    'button',
    { text: plainText(75) },
    {
      action_id: actionId,
      url: z.url().max(3000),
      value: string(2000),
      style,
      confirm,
      accessibility_label: accessibilityLabel,
    },
  ),
  workflow_button: typed(
    'workflow_button',
    { text: plainText(75), action_id: actionId, workflow },
    { style, accessibility_label: accessibilityLabel },
  ),
  feedback_buttons: typed(
    'feedback_buttons',
    { positive_button: feedbackButton, negative_button: feedbackButton },
    { action_id: actionId },
  ),
  icon_button: typed(
    'icon_button',
    /** The only icon there is. */
    { icon: z.literal('trash'), text: plainText(75) },
    {
      action_id: actionId,
      value: string(2000),
      confirm,
      accessibility_label: accessibilityLabel,
      visible_to_user_ids: list(string()),
    },
  ),
  image: typed('image', imageText, imageSources).check(oneImageSource),
  plain_text: plainText(),
  mrkdwn: mrkdwn(),
};

/** The elements that have an action_id, since the app hears of them. */
export const interactiveTypes: ReadonlySet<string> = new Set(
  Object.keys(elements).filter((type) => 'action_id' in elements[type as ElementType].shape),
);

type ElementType = keyof typeof elements;

/** Elements that are not available on every surface, by the pages' "Available in surfaces". */
const surfaces: { readonly [type in ElementType]?: readonly Surface[] } = {
  workflow_button: ['message'],
  datetimepicker: ['message', 'modal'],
  rich_text_input: ['modal', 'home'],
  email_text_input: ['modal'],
  url_text_input: ['modal'],
  number_input: ['modal'],
  file_input: ['modal'],
};

function typesIn<T extends object>(schemas: T) {
  return Object.keys(schemas) as (keyof T)[];
}

const everywhere = [
  ...typesIn(selects),
  ...(['checkboxes', 'radio_buttons', 'datepicker', 'timepicker'] as const),
];

/** Where an element may stand. */
const places = {
  accessory: [...everywhere, 'button', 'workflow_button', 'overflow', 'image'],
  actions: [...everywhere, 'button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input'],
  input: [...new Set([...everywhere, ...typesIn(inputs)])],
  context: ['image', 'plain_text', 'mrkdwn'],
  contextActions: ['feedback_buttons', 'icon_button'],
} as const satisfies { readonly [place: string]: readonly ElementType[] };

/** The elements that may stand at this place on this surface. */
export function elementIn(place: keyof typeof places, surface: Surface) {
  const table =
    place === 'input' && surface === 'modal' ? { ...elements, ...selectsWithResponseUrl } : elements;
  const types = places[place].filter((type) => surfaces[type]?.includes(surface) ?? true);
  return byType(types.map((type) => table[type]));
}
