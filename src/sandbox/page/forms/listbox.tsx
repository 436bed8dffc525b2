import type { CSSProperties } from 'react';
import { useEffect, useRef } from 'react';
import { Plain } from '../text/text.tsx';
import { Avatar } from '../ui/avatar.tsx';
import type { Choice } from './choices.ts';

type ListboxProps = {
  readonly id: string;
  readonly label: string;
  readonly style?: CSSProperties;
  readonly choices: readonly Choice[];
  /** Said when there is nothing to choose, or no more. */
  readonly note?: string;
  readonly active: number;
  readonly many?: boolean;
  readonly isChosen?: (choice: Choice) => boolean;
  readonly onChoose: (choice: Choice) => void;
};

/** A combobox' popup. The focus stays in the text box; option n has the id `<id>-<n>`. */
export function Listbox({
  id,
  label,
  style,
  choices,
  note,
  active,
  many = false,
  isChosen,
  onChoose,
}: ListboxProps) {
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    ref.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  return (
    <div
      ref={ref}
      id={id}
      role="listbox"
      aria-label={label}
      aria-multiselectable={many || undefined}
      className="popup listbox"
      style={style}
    >
      {choices.map((choice, index) => (
        <div key={choice.key} role="presentation">
          {choice.group && choice.group !== choices[index - 1]?.group && (
            <div className="menu-group">{choice.group}</div>
          )}
          {/* The text box has the keyboard; the mouse must not take the focus from it. */}
          <div
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={isChosen?.(choice) ?? index === active}
            className={`option${index === active ? ' active' : ''}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
            onKeyDown={undefined}
          >
            {choice.person && <Avatar person={choice.person} size={22} />}
            <span className="option-label">
              <Plain text={choice.label} />
            </span>
            {choice.hint && <span className="option-hint">{choice.hint}</span>}
            {isChosen?.(choice) && <span className="tick">✓</span>}
          </div>
        </div>
      ))}
      {note && (
        <div className="option-note" role="status">
          {note}
        </div>
      )}
    </div>
  );
}
