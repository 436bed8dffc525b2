import type { Field } from '../forms/elements.ts';
import { actionOf } from '../forms/values.ts';
import { list, obj, str, textOf } from '../state/json.ts';
import { Plain } from '../text/text.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { useField } from './use-field.ts';

export function ButtonElement({ field }: { field: Field }) {
  const { press, busy } = useField(field);
  const { element } = field;
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : '';
  return (
    <button
      type="button"
      className={`button block-button ${style}${busy ? ' busy' : ''}`}
      aria-label={str(element.accessibility_label) || undefined}
      aria-busy={busy}
      data-action-id={field.actionId}
      onClick={() => {
        if (str(element.url)) window.open(str(element.url), '_blank', 'noopener');
        press();
      }}
    >
      <Plain text={textOf(element.text)} />
      {busy && <span className="spinner" aria-hidden="true" />}
    </button>
  );
}

export function OverflowElement({ field }: { field: Field }) {
  const { press, busy } = useField(field);
  const items = list(field.element.options).map((option) => ({
    key: str(option.value) || textOf(option.text),
    label: <Plain text={textOf(option.text)} />,
    hint: textOf(option.description) || undefined,
    onChoose: () => {
      if (str(option.url)) window.open(str(option.url), '_blank', 'noopener');
      press(actionOf(field, { selected_option: option }));
    },
  }));
  return (
    <Menu
      label={str(field.element.accessibility_label) || 'More options'}
      items={items}
      className="button overflow"
      busy={busy}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : <Icon name="more" />}
    </Menu>
  );
}

/** The small icon and the pair of feedback buttons under an app's answer. */
export function ContextAction({ field }: { field: Field }) {
  const { press, busy } = useField(field);
  const { element } = field;
  if (element.type === 'icon_button')
    return <IconButton icon="trash" label={textOf(element.text)} busy={busy} onClick={() => press()} />;
  return [obj(element.positive_button), obj(element.negative_button)].map((choice, index) => (
    <button
      key={textOf(choice.text)}
      type="button"
      className="icon-button"
      aria-label={str(choice.accessibility_label) || textOf(choice.text)}
      title={textOf(choice.text)}
      aria-busy={busy}
      onClick={() => press(actionOf(field, { text: choice.text, value: choice.value }))}
    >
      {index === 0 ? '👍' : '👎'}
    </button>
  ));
}
