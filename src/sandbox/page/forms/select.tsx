import type { KeyboardEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { num, textOf } from '../state/json.ts';
import { useAnchored } from '../ui/anchored.ts';
import { Icon } from '../ui/icon.tsx';
import type { Choice } from './choices.ts';
import { chosenEntry, useChoices, useChosen } from './choices.ts';
import type { ControlProps } from './control-props.ts';
import { holdsMany } from './elements.ts';
import { Listbox } from './listbox.tsx';

/**
 * Every select of Block Kit, for one value or many: a combobox that filters as one types.
 * Arrows move, Enter chooses, Esc closes the list alone, Backspace takes the last of many away.
 */
export function Select({
  field,
  entry,
  onUse,
  labelId,
  label,
  describedBy,
  invalid,
  clearable,
}: ControlProps & { clearable: boolean }) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(-1);
  const anchor = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const many = holdsMany(String(entry.type));
  const chosen = useChosen(entry);
  const { choices, note } = useChoices(field, query ?? '', open);
  const most = num(field.element.max_selected_items);
  const full = many && most !== undefined && chosen.length >= most;
  const style = useAnchored(anchor, open, {
    height: 280,
    width: Math.max(220, anchor.current?.offsetWidth ?? 0),
  });
  const isChosen = (choice: Choice): boolean => chosen.some(({ key }) => key === choice.key);
  const active = at >= 0 ? at : Math.max(0, many ? 0 : choices.findIndex(isChosen));

  function show(): void {
    setOpen(true);
    setAt(-1);
  }

  function hide(): void {
    setOpen(false);
    setQuery(null);
  }

  function choose(choice: Choice): void {
    if (!many) {
      hide();
      if (!isChosen(choice)) onUse(chosenEntry(entry, [choice]));
      return;
    }
    setQuery(null);
    if (isChosen(choice))
      onUse(
        chosenEntry(
          entry,
          chosen.filter(({ key }) => key !== choice.key),
        ),
      );
    else if (!full) onUse(chosenEntry(entry, [...chosen, choice]));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!open) show();
      else setAt((active + (key === 'ArrowDown' ? 1 : -1) + choices.length) % Math.max(1, choices.length));
    } else if (key === 'Enter') {
      event.preventDefault();
      const choice = choices[active];
      if (!open) show();
      else if (choice) choose(choice);
    } else if (key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (key === 'Backspace' && many && !query && chosen.length > 0) {
      onUse(chosenEntry(entry, chosen.slice(0, -1)));
    }
  }

  const placeholder = textOf(field.element.placeholder) || (many ? 'Choose one or more' : 'Choose one');
  const text = query ?? (many ? '' : (chosen[0]?.label ?? ''));
  return (
    <div className="select" ref={anchor} data-open={open || undefined}>
      <div className={`select-box${invalid ? ' invalid' : ''}`}>
        {many &&
          chosen.map((choice) => (
            <span className="chip" key={choice.key}>
              {choice.label}
              <button type="button" aria-label={`Remove ${choice.label}`} onClick={() => choose(choice)}>
                <Icon name="close" size={12} />
              </button>
            </span>
          ))}
        <input
          ref={input}
          type="text"
          role="combobox"
          autoComplete="off"
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && choices[active] ? `${listId}-${active}` : undefined}
          aria-labelledby={labelId}
          aria-label={labelId ? undefined : label || placeholder}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          data-action-id={field.actionId}
          placeholder={chosen.length > 0 && many ? '' : placeholder}
          value={text}
          onChange={(event) => {
            show();
            setQuery(event.target.value);
          }}
          onClick={() => (open ? hide() : show())}
          onFocus={(event) => event.target.select()}
          onBlur={hide}
          onKeyDown={onKeyDown}
        />
        {clearable && !many && chosen.length > 0 && (
          <button
            type="button"
            className="select-clear"
            aria-label="Clear the choice"
            onClick={() => onUse(chosenEntry(entry, []))}
          >
            <Icon name="close" size={14} />
          </button>
        )}
        <Icon name="chevron" />
      </div>
      {open && (
        <Listbox
          id={listId}
          label="Choices"
          style={style}
          choices={choices}
          note={full ? `At most ${most} can be chosen.` : note}
          active={active}
          many={many}
          isChosen={isChosen}
          onChoose={choose}
        />
      )}
    </div>
  );
}
