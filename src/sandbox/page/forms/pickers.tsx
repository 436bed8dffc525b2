import { useEffect, useRef, useState } from 'react';
import { useZone } from '../client/context.tsx';
import { num, str, textOf } from '../state/json.ts';
import { fromLocalInput, knownZone, toLocalInput } from '../text/zone.ts';
import type { ControlProps } from './control-props.ts';
import { entryValue, withValue } from './values.ts';

const kinds = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;

/** While a date is being typed it passes through others (the year 0002, say): the app hears of it after this pause. */
const debounceMs = 600;

/** Date, time, or both in the reader's zone, on the browser's own pickers. */
export function Picker({ field, entry, onValue, labelId, label, describedBy, invalid }: ControlProps) {
  const zone = useZone();
  const type = str(entry.type) as keyof typeof kinds;
  const value = toInputValue(type, entryValue(entry), zone);
  const [draft, setDraft] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<() => void>(undefined);

  useEffect(() => setDraft(value), [value]);

  function commit(text: string): void {
    clearTimeout(timer.current);
    pending.current = undefined;
    if (text !== value) onValue(withValue(entry, fromInputValue(type, text, zone)));
  }

  return (
    <div className="picker">
      <input
        type={kinds[type]}
        className={`text${invalid ? ' invalid' : ''}`}
        aria-labelledby={labelId}
        aria-label={labelId ? undefined : label || textOf(field.element.placeholder) || 'Date'}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        data-action-id={field.actionId}
        min={type === 'timepicker' ? undefined : type === 'datepicker' ? '1000-01-01' : '1000-01-01T00:00'}
        value={draft}
        onChange={(event) => {
          const text = event.target.value;
          setDraft(text);
          clearTimeout(timer.current);
          pending.current = () => commit(text);
          timer.current = setTimeout(
            () => pending.current?.(),
            field.block.type === 'input' && !field.block.dispatch_action ? 0 : debounceMs,
          );
        }}
        onBlur={() => pending.current?.()}
      />
      {type !== 'datepicker' && (
        <span className="picker-zone">{knownZone(str(entry.timezone) || zone).replace(/_/g, ' ')}</span>
      )}
    </div>
  );
}

function toInputValue(type: keyof typeof kinds, value: unknown, zone: string): string {
  if (type !== 'datetimepicker') return str(value);
  const seconds = num(value);
  return seconds === undefined ? '' : toLocalInput(seconds, zone);
}

function fromInputValue(type: keyof typeof kinds, text: string, zone: string): unknown {
  if (text === '') return null;
  return type === 'datetimepicker' ? fromLocalInput(text, zone) : text;
}
