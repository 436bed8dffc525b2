import { useId } from 'react';
import { list, str, textOf } from '../state/json.ts';
import { TextObject } from '../text/text.tsx';
import type { ControlProps } from './control-props.ts';
import { entryValue, optionsOf, withValue } from './values.ts';

/** Radio buttons, or checkboxes. */
export function ChoiceGroup({ field, entry, onValue, labelId, label, describedBy }: ControlProps) {
  const name = useId();
  const many = str(entry.type) === 'checkboxes';
  const value = entryValue(entry);
  const chosen = list(many ? value : [value]).map((option) => option.value);
  const options = optionsOf(field.element).map(({ option }) => option);

  function change(changed: (typeof options)[number], on: boolean): void {
    const checked = options.filter((option) => (option === changed ? on : chosen.includes(option.value)));
    onValue(withValue(entry, many ? checked : changed));
  }

  return (
    <fieldset
      className="choices"
      aria-labelledby={labelId}
      aria-label={labelId ? undefined : label}
      aria-describedby={describedBy}
    >
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => change(option, event.target.checked)}
          />
          <span className="choice-text">
            <TextObject value={option.text} />
            {textOf(option.description) && (
              <span className="choice-description">
                <TextObject value={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
