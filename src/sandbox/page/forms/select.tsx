import { Combobox } from '@base-ui/react/combobox';
import type { ComponentProps } from 'react';
import { useState } from 'react';
import { holdsMany } from '../../blocks/value-fields.ts';
import { num, str, textOf } from '../state/json.ts';
import { grouped } from '../ui/grouped.ts';
import { Icon } from '../ui/icon.tsx';
import type { Choice } from './choice.ts';
import type { ControlProps } from './control-props.ts';
import { OptionList } from './option-list.tsx';
import { chosenEntry, useChoices, useChosen } from './use-choices.ts';

type SelectProps = ControlProps & { readonly clearable: boolean };
type KeyHandler = NonNullable<ComponentProps<typeof Combobox.Input>['onKeyDown']>;

/** Every select of Block Kit, for one value or many: a combobox that filters as one types. */
export function Select(props: SelectProps) {
  return holdsMany(str(props.entry.type)) ? <SelectMany {...props} /> : <SelectOne {...props} />;
}

function SelectOne({ clearable, ...props }: SelectProps) {
  const [chosen = null] = useChosen(props.entry);
  const { root, note, onKeyDown } = useCombobox(props, chosen?.label ?? '');
  return (
    <Combobox.Root
      {...root}
      value={chosen}
      onValueChange={(next, { reason }) => {
        // Emptying the text box begins a search; only the button takes the choice away.
        if (reason !== 'input-clear' && next?.key !== chosen?.key)
          props.onValue(chosenEntry(props.entry, next ? [next] : []));
      }}
    >
      <Combobox.InputGroup className={`select${props.invalid ? ' invalid' : ''}`}>
        <SelectInput {...props} placeholder="Choose one" onKeyDown={onKeyDown} />
        {clearable && (
          <Combobox.Clear className="select-clear" aria-label="Clear the choice">
            <Icon name="close" size={14} />
          </Combobox.Clear>
        )}
        <Icon name="chevron" />
      </Combobox.InputGroup>
      <SelectPopup note={note} />
    </Combobox.Root>
  );
}

function SelectMany(props: SelectProps) {
  const chosen = useChosen(props.entry);
  const { root, note, onKeyDown, clearQuery } = useCombobox(props, '');
  const limit = num(props.field.element.max_selected_items) ?? Number.POSITIVE_INFINITY;
  return (
    <Combobox.Root
      {...root}
      multiple
      value={chosen}
      onValueChange={(next) => {
        if (next.length <= Math.max(limit, chosen.length)) props.onValue(chosenEntry(props.entry, next));
      }}
      onOpenChange={(open, details) => {
        if (details.reason !== 'item-press') return root.onOpenChange(open);
        // The list stays until it is left, so that Escape after a choice does not close the dialog.
        details.cancel();
        clearQuery();
      }}
    >
      <Combobox.InputGroup className={`select${props.invalid ? ' invalid' : ''}`}>
        <Combobox.Chips className="chips">
          {chosen.map((choice) => (
            <Combobox.Chip className="chip" key={choice.key}>
              {choice.label}
              <Combobox.ChipRemove aria-label={`Remove ${choice.label}`}>
                <Icon name="close" size={12} />
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <SelectInput
            {...props}
            placeholder={chosen.length > 0 ? '' : 'Choose one or more'}
            onKeyDown={onKeyDown}
          />
        </Combobox.Chips>
        <Icon name="chevron" />
      </Combobox.InputGroup>
      <SelectPopup note={note} status={chosen.length >= limit ? `At most ${limit} can be chosen.` : ''} />
    </Combobox.Root>
  );
}

/** What both kinds have in common: the list, open or not, and the text box, which shows `label` unless one types. */
function useCombobox({ field }: ControlProps, label: string) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string>();
  const { items, note } = useChoices(field, query ?? '', open);

  const onKeyDown: KeyHandler = (event) => {
    // On a closed list Base UI clears the value; here the dialog closes.
    if (event.key === 'Escape' && !open) event.preventBaseUIHandler();
    if (event.key !== 'Enter') return;
    // Enter opens the list or takes a line of it, and never submits the form.
    event.preventDefault();
    if (!open) setOpen(true);
  };
  const root = {
    items: grouped(items),
    filter: null,
    autoHighlight: true,
    open,
    onOpenChange: (next: boolean) => setOpen(next),
    inputValue: query ?? label,
    onInputValueChange: (text: string, { reason }: Combobox.Root.ChangeEventDetails) =>
      setQuery(reason === 'input-change' ? text : undefined),
    itemToStringLabel: (choice: Choice) => choice.label,
    isItemEqualToValue: (a: Choice, b: Choice) => a.key === b.key,
  };
  return { root, note, onKeyDown, clearQuery: () => setQuery(undefined) };
}

type InputProps = ControlProps & { readonly placeholder: string; readonly onKeyDown: KeyHandler };

function SelectInput({ field, labelId, label, describedBy, invalid, placeholder, onKeyDown }: InputProps) {
  const { element, actionId } = field;
  const hint = placeholder && (textOf(element.placeholder) || placeholder);
  return (
    <Combobox.Input
      aria-labelledby={labelId}
      aria-label={labelId ? undefined : label || textOf(element.placeholder) || 'Choose'}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      data-action-id={actionId}
      data-focus={element.focus_on_load === true ? '' : undefined}
      placeholder={hint}
      onFocus={(event) => event.target.select()}
      onKeyDown={onKeyDown}
    />
  );
}

function SelectPopup({ note, status }: { note: string; status?: string }) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner align="start" sideOffset={4} collisionPadding={8}>
        <Combobox.Popup className="popup choices-popup">
          <OptionList label="Choices" note={note} />
          <Combobox.Status className="option-note">{status}</Combobox.Status>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
