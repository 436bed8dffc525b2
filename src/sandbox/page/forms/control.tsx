import { obj, str } from '../state/json.ts';
import { ChoiceGroup } from './choice-group.tsx';
import type { ControlProps } from './control-props.ts';
import { Picker } from './pickers.tsx';
import { Select } from './select.tsx';
import { TextInput } from './text-input.tsx';

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
  if (type === 'radio_buttons' || type === 'checkboxes') return <ChoiceGroup {...props} />;
  if (type === 'datepicker' || type === 'timepicker' || type === 'datetimepicker')
    return <Picker {...props} />;
  if (type === 'file_input') return <p className="hint">Files cannot be uploaded in the sandbox.</p>;
  return <TextInput {...props} />;
}
