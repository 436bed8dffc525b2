import { useId } from 'react';
import { list, obj, str } from '../state/json.ts';
import { TextObject } from '../text/text.tsx';
import type { ControlProps } from './control-props.ts';
import { entryValue, optionsOf, withValue } from './values.ts';

export function RadioButtons({ field, entry, onUse, labelId, label, describedBy }: ControlProps) {
  const name = useId();
  const chosen = str(obj(entryValue(entry)).value);
  return (
    <div
      role="radiogroup"
      className="choices"
      aria-labelledby={labelId}
      aria-label={labelId ? undefined : label}
      aria-describedby={describedBy}
    >
      {optionsOf(field.element).map(({ option }) => (
        <label className="choice" key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === chosen}
            onChange={() => onUse(withValue(entry, option))}
          />
          <ChoiceText text={option.text} description={option.description} />
        </label>
      ))}
    </div>
  );
}

export function Checkboxes({ field, entry, onUse, labelId, label, describedBy }: ControlProps) {
  const chosen = list(entryValue(entry)).map(({ value }) => value);
  const options = optionsOf(field.element).map(({ option }) => option);
  function toggle(value: string, on: boolean): void {
    onUse(
      withValue(
        entry,
        options.filter((option) => (option.value === value ? on : chosen.includes(option.value))),
      ),
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be the block's label
    <div
      role="group"
      className="choices"
      aria-labelledby={labelId}
      aria-label={labelId ? undefined : label}
      aria-describedby={describedBy}
    >
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.target.checked)}
          />
          <ChoiceText text={option.text} description={option.description} />
        </label>
      ))}
    </div>
  );
}

function ChoiceText({ text, description }: { text: unknown; description?: unknown }) {
  return (
    <span className="choice-text">
      <TextObject value={text} />
      {description !== undefined && (
        <span className="choice-description">
          <TextObject value={description} />
        </span>
      )}
    </span>
  );
}
