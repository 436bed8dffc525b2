import { Combobox } from '@base-ui/react/combobox';
import { Plain } from '../text/text.tsx';
import { Avatar } from '../ui/avatar.tsx';
import type { Group } from '../ui/grouped.ts';
import type { Choice } from './choice.ts';

type OptionListProps = {
  readonly label: string;
  /** Said when there is nothing to choose. */
  readonly note?: string;
  readonly onChoose?: (choice: Choice) => void;
};

/** The list of a combobox whose items are `grouped` choices. */
export function OptionList({ label, note, onChoose }: OptionListProps) {
  return (
    <>
      <Combobox.List className="listbox" aria-label={label}>
        {(group: Group<Choice>) => (
          <Combobox.Group key={group.name} items={group.items}>
            {group.name && <Combobox.GroupLabel className="menu-group">{group.name}</Combobox.GroupLabel>}
            <Combobox.Collection>
              {(choice: Choice) => (
                <Combobox.Item
                  key={choice.key}
                  value={choice}
                  className="option"
                  onClick={() => onChoose?.(choice)}
                >
                  {choice.person && <Avatar person={choice.person} size={22} />}
                  <span className="option-label">
                    <Plain text={choice.label} />
                  </span>
                  {choice.hint && <span className="option-hint">{choice.hint}</span>}
                  <Combobox.ItemIndicator className="tick">✓</Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.Collection>
          </Combobox.Group>
        )}
      </Combobox.List>
      <Combobox.Empty className="option-note">{note}</Combobox.Empty>
    </>
  );
}
