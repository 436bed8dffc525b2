import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { Icon } from './icon.tsx';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly className?: string;
  /** Stands before the title. */
  readonly lead?: ReactNode;
};

/** A modal that is open while it is rendered; the focus starts at `[data-focus]`, or at the first control of the body. */
export function Dialog({ title, onClose, children, footer, className = '', lead }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open onOpenChange={(open) => open || onClose()} disablePointerDismissal>
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" forceRender />
        <Base.Popup
          ref={popup}
          className={`dialog ${className}`}
          initialFocus={() => initialFocus(popup.current)}
          // The page's own shortcuts wait; Escape is the dialog's.
          onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
        >
          <header className="dialog-header">
            {lead}
            <Base.Title>{title}</Base.Title>
            <Base.Close className="icon-button" aria-label="Close">
              <Icon name="close" />
            </Base.Close>
          </header>
          <div className="dialog-body">{children}</div>
          {footer && <footer className="dialog-footer">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function initialFocus(popup: HTMLElement | null): HTMLElement | null | undefined {
  return (
    popup?.querySelector<HTMLElement>('[data-focus]') ??
    popup?.querySelector<HTMLElement>(
      '.dialog-body :is(input, textarea, select, button, a):not(:disabled, [tabindex="-1"])',
    ) ??
    popup?.querySelector<HTMLElement>('.dialog-footer button:last-of-type')
  );
}
