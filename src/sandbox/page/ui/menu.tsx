import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useAnchored } from './anchored.ts';

export type MenuItem = {
  readonly key: string;
  readonly label: ReactNode;
  readonly hint?: string;
  readonly danger?: boolean;
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
  readonly width?: number;
  readonly align?: 'start' | 'end';
  readonly busy?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

/** A button with a menu: arrows move, Enter chooses, Esc closes and gives the focus back. */
export function Menu({
  label,
  items,
  children,
  className = 'icon-button',
  width = 290,
  align = 'end',
  busy,
  onOpenChange,
}: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const style = useAnchored(button, open, { width, height: 640, align });

  function toggle(next: boolean): void {
    setOpen(next);
    onOpenChange?.(next);
  }

  useEffect(() => {
    if (!open) return;
    const choices = popup.current?.querySelectorAll<HTMLElement>('[role^=menuitem]');
    ([...(choices ?? [])].find((choice) => choice.ariaChecked === 'true') ?? choices?.[0])?.focus({
      preventScroll: true,
    });
  }, [open]);

  function onKeyDown(event: KeyboardEvent): void {
    const choices = [...(popup.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const at = choices.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + choices.length, Home: 0, End: choices.length - 1 }[
      event.key
    ];
    if (to !== undefined) choices[to % choices.length]?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') toggle(false);
    else return;
    event.stopPropagation();
    if (event.key !== 'Tab') event.preventDefault();
  }

  function close(): void {
    toggle(false);
    button.current?.focus();
  }

  return (
    <span className="menu-root">
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={className.includes('icon-button') ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy}
        onClick={() => toggle(!open)}
      >
        {children}
      </button>
      {open && (
        <>
          <div className="backdrop" onPointerDown={close} aria-hidden="true" />
          <div
            ref={popup}
            role="menu"
            aria-label={label}
            className="popup menu"
            style={style}
            tabIndex={-1}
            onKeyDown={onKeyDown}
          >
            <MenuItems items={items} onDone={close} />
          </div>
        </>
      )}
    </span>
  );
}

function MenuItems({ items, onDone }: { items: readonly MenuItem[]; onDone: () => void }) {
  return items.map((item, index) => (
    <div key={item.key} role="none">
      {item.group && item.group !== items[index - 1]?.group && (
        <div className="menu-group" role="presentation">
          {item.group}
        </div>
      )}
      <button
        type="button"
        {...(item.checked === undefined
          ? { role: 'menuitem' }
          : { role: 'menuitemradio', 'aria-checked': item.checked })}
        tabIndex={-1}
        className={`menu-item${item.danger ? ' danger' : ''}`}
        onClick={() => {
          onDone();
          item.onChoose();
        }}
      >
        <span className="menu-label">{item.label}</span>
        {item.hint && <span className="menu-hint">{item.hint}</span>}
      </button>
    </div>
  ));
}
