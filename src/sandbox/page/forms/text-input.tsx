import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { str, textOf } from '../state/json.ts';
import { useAutoHeight } from '../ui/auto-height.ts';
import type { ControlProps } from './control-props.ts';
import { fromRichText, toRichText } from './rich-text.ts';
import { entryValue, withValue } from './values.ts';

const modes = { email_text_input: 'email', url_text_input: 'url', number_input: 'decimal' } as const;

/**
 * Plain text, e-mail, address, number and rich text. Formats are judged on submission, with the error on the
 * field, so all of them are text boxes to the browser. Rich text is a text area whose "- " lines become a list.
 */
export function TextInput({
  field,
  entry,
  onValue,
  onEnter,
  labelId,
  label,
  describedBy,
  invalid,
}: ControlProps) {
  const type = str(entry.type);
  const rich = type === 'rich_text_input';
  const stored = rich ? fromRichText(entryValue(entry)) : str(entryValue(entry));
  const [draft, setDraft] = useState(stored);
  const area = useRef<HTMLTextAreaElement>(null);
  const multiline = rich || field.element.multiline === true;
  const text = rich ? draft : stored;

  useAutoHeight(area, text, 320);

  const shared = {
    className: `text${invalid ? ' invalid' : ''}`,
    'aria-labelledby': labelId,
    'aria-label': labelId ? undefined : label || textOf(field.element.placeholder),
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    'data-action-id': field.actionId,
    'data-focus': field.element.focus_on_load === true ? '' : undefined,
    placeholder: textOf(field.element.placeholder) || undefined,
    value: text,
    onChange: (event: { target: { value: string } }) => {
      setDraft(event.target.value);
      onValue(withValue(entry, rich ? toRichText(event.target.value) : event.target.value));
    },
    onKeyDown: (event: KeyboardEvent) => {
      const pressed = event.key === 'Enter' && event.shiftKey === multiline && !event.nativeEvent.isComposing;
      if (pressed && onEnter?.(entry)) event.preventDefault();
    },
  };
  if (multiline) return <textarea ref={area} rows={rich ? 4 : 3} {...shared} />;
  return <input type="text" inputMode={modes[type as keyof typeof modes]} autoComplete="off" {...shared} />;
}
