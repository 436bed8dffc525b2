import { valueField } from '../../blocks/value-fields.ts';
import { Control } from '../forms/control.tsx';
import type { Field } from '../forms/elements.ts';
import { isTextInput } from '../forms/elements.ts';
import { str, textOf } from '../state/json.ts';
import { ButtonElement, ContextAction, OverflowElement } from './buttons.tsx';
import { Picture } from './picture.tsx';
import { useField } from './use-field.ts';

/** An element outside an input block: using it tells the app at once. */
export function ElementView({ field, label }: { field: Field; label?: string }) {
  const { element } = field;
  const type = str(element.type);
  if (type === 'button' || type === 'workflow_button') return <ButtonElement field={field} />;
  if (type === 'overflow') return <OverflowElement field={field} />;
  if (type === 'icon_button' || type === 'feedback_buttons') return <ContextAction field={field} />;
  if (type === 'image') return <Picture image={element} className="b-thumb" />;
  if (valueField(type)) return <ValueElement field={field} label={label} />;
  return null;
}

function ValueElement({ field, label }: { field: Field; label?: string }) {
  const { entry, dispatch, keep, busy } = useField(field);
  const isText = isTextInput(str(entry.type));
  return (
    <div className={`b-element${busy ? ' busy' : ''}`} aria-busy={busy}>
      <Control
        field={field}
        entry={entry}
        label={textOf(field.element.placeholder) || label}
        onValue={isText ? keep : dispatch}
        onEnter={(next) => {
          dispatch(next);
          return true;
        }}
      />
      {busy && <span className="spinner" aria-hidden="true" />}
    </div>
  );
}
