import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { grouped } from './grouped.ts';

export type MenuItem = {
  readonly key: string;
  readonly label: ReactNode;
  readonly hint?: string;
  readonly danger?: boolean;
  /** Makes the item one of a choice. */
  readonly checked?: boolean;
  readonly group?: string;
  readonly onChoose: () => void;
};

type MenuProps = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What stands in the button. */
  readonly children: ReactNode;
  readonly className?: string;
  readonly align?: 'start' | 'end';
  readonly busy?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

/** A button with a menu. */
export function Menu({ label, items, children, className = 'icon-button', ...props }: MenuProps) {
  return (
    <Base.Root onOpenChange={props.onOpenChange}>
      <Base.Trigger
        className={className}
        aria-label={label}
        title={className === 'icon-button' ? label : undefined}
        aria-busy={props.busy}
        data-menu
      >
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner align={props.align ?? 'end'} sideOffset={4} collisionPadding={8}>
          <Base.Popup className="popup menu" aria-label={label}>
            {grouped(items).map((group) => (
              <Base.RadioGroup key={group.name} value={group.items.find(({ checked }) => checked)?.key}>
                {group.name && <Base.GroupLabel className="menu-group">{group.name}</Base.GroupLabel>}
                {group.items.map((item) => (
                  <Item key={item.key} item={item} />
                ))}
              </Base.RadioGroup>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ item: { key, label, hint, danger, checked, onChoose } }: { item: MenuItem }) {
  const shared = {
    className: `menu-item${danger ? ' danger' : ''}`,
    onClick: onChoose,
    children: (
      <>
        <span className="menu-label">{label}</span>
        {hint && <span className="menu-hint">{hint}</span>}
      </>
    ),
  };
  if (checked === undefined) return <Base.Item {...shared} />;
  return <Base.RadioItem value={key} closeOnClick {...shared} />;
}
