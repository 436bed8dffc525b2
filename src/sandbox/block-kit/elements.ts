/** All block elements, and which of them may stand where: https://docs.slack.dev/reference/block-kit/block-elements */
import {
  array,
  byType,
  type Check,
  choice,
  object,
  required,
  type Surface,
  string,
  typed,
  url,
} from './check.ts';
import { inputs } from './inputs.ts';
import {
  accessibilityLabel,
  actionId,
  confirm,
  imageFields,
  imageSource,
  mrkdwn,
  plainText,
  style,
  workflow,
} from './objects.ts';
import { choices, selects } from './selects.ts';

const feedbackButton = object({
  text: required(plainText(75)),
  value: required(string({ max: 2000 })),
  accessibility_label: accessibilityLabel,
});

const elements: { readonly [type: string]: Check } = {
  ...selects,
  ...choices,
  ...inputs,
  button: typed('button', {
    text: required(plainText(75)),
    action_id: actionId,
    url: url(3000),
    value: string({ max: 2000 }),
    style,
    confirm,
    accessibility_label: accessibilityLabel,
  }),
  workflow_button: typed('workflow_button', {
    text: required(plainText(75)),
    action_id: required(actionId),
    workflow: required(workflow),
    style,
    accessibility_label: accessibilityLabel,
  }),
  feedback_buttons: typed('feedback_buttons', {
    action_id: actionId,
    positive_button: required(feedbackButton),
    negative_button: required(feedbackButton),
  }),
  icon_button: typed('icon_button', {
    /** The only icon there is. */
    icon: required(choice('trash')),
    text: required(plainText(75)),
    action_id: actionId,
    value: string({ max: 2000 }),
    confirm,
    accessibility_label: accessibilityLabel,
    visible_to_user_ids: array(string()),
  }),
  image: typed('image', imageFields, imageSource),
  plain_text: plainText(),
  mrkdwn: mrkdwn(),
};

/** Elements that are not available on every surface, by the pages' "Available in surfaces". */
const surfaces: { readonly [type: string]: readonly Surface[] } = {
  workflow_button: ['message'],
  datetimepicker: ['message', 'modal'],
  rich_text_input: ['modal', 'home'],
  email_text_input: ['modal'],
  url_text_input: ['modal'],
  number_input: ['modal'],
  file_input: ['modal'],
};

const menus = Object.keys(selects);
const everywhere = [...menus, 'checkboxes', 'radio_buttons', 'datepicker', 'timepicker'];

/** Where an element may stand. */
const places = {
  accessory: [...everywhere, 'button', 'workflow_button', 'overflow', 'image'],
  actions: [...everywhere, 'button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input'],
  input: [...everywhere, ...Object.keys(inputs)],
  context: ['image', 'plain_text', 'mrkdwn'],
  contextActions: ['feedback_buttons', 'icon_button'],
};

export function elementIn(place: keyof typeof places): Check {
  return byType(elements, places[place], surfaces);
}
