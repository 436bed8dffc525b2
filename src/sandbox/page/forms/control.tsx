import type { Json } from '../../protocol.ts';
import { obj, str } from '../state/json.ts';
import { Checkboxes, RadioButtons } from './choice-groups.tsx';
import type { Field } from './elements.ts';
import { Picker } from './pickers.tsx';
import { Select } from './select.tsx';
import { TextInput } from './text-input.tsx';

export type ControlProps = {
  readonly field: Field;
  readonly entry: Json;
  /** The person changed the value; typed text comes letter by letter. */
  readonly onUse: (entry: Json) => void;
  /** The person pressed Enter in a text box. True when that was taken and must not submit. */
  readonly onEnter?: (entry: Json) => boolean;
  /** The id of the visible label; without it `label` names the control. */
  readonly labelId?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly invalid?: boolean;
};

/** The form control of any element that holds a value. */
export function Control(props: ControlProps) {
  const type = str(props.field.element.type);
  if (type.endsWith('_select'))
    return (
      <Select
        {...props}
        clearable={obj(props.field.block).type === 'input' && props.field.block.optional === true}
      />
    );
  if (type === 'radio_buttons') return <RadioButtons {...props} />;
  if (type === 'checkboxes') return <Checkboxes {...props} />;
  if (type === 'datepicker' || type === 'timepicker' || type === 'datetimepicker')
    return <Picker {...props} />;
  if (type === 'file_input') return <p className="hint">Files cannot be uploaded in the sandbox.</p>;
  return <TextInput {...props} />;
}
