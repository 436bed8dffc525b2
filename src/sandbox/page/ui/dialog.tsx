import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { Icon } from './icon.tsx';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly className?: string;
  /** Another id restarts the focus, as when a view is pushed. */
  readonly focusKey?: string;
  readonly lead?: ReactNode;
  readonly closeLabel?: string;
};

/**
 * A modal on the browser's own dialog: it keeps the focus inside and gives it back when it closes.
 * Esc asks to close; a popup inside that handles Esc itself must prevent the key's default.
 */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  className = '',
  focusKey,
  lead,
  closeLabel = 'Close',
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    ref.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  useEffect(() => {
    const body = ref.current?.querySelector('.dialog-body');
    const wanted =
      ref.current?.querySelector<HTMLElement>('[data-focus]') ?? body?.querySelector<HTMLElement>(focusable);
    (wanted ?? ref.current?.querySelector<HTMLElement>('.dialog-footer button:last-of-type'))?.focus();
    body?.scrollTo(0, 0);
    void focusKey;
  }, [focusKey]);

  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      aria-modal="true"
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="dialog-header">
        {lead}
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button" aria-label={closeLabel} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
      {footer && <footer className="dialog-footer">{footer}</footer>}
    </dialog>
  );
}

const focusable =
  'input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled), [role=combobox], button:not(:disabled), a[href]';
