import type { ReactNode } from 'react';
import { createContext, useContext, useState } from 'react';
import type { Json } from '../../protocol.ts';
import { textOf } from '../state/json.ts';
import { TextObject } from '../text/text.tsx';
import { Dialog } from '../ui/dialog.tsx';

type Confirm = (confirm: Json, then: () => void) => void;
const ConfirmContext = createContext<Confirm>((_, then) => then());

/** Shows an element's confirm object and goes on only when the person agrees. */
export function useConfirm(): Confirm {
  return useContext(ConfirmContext);
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<{ confirm: Json; then: () => void }>();
  const close = (): void => setPending(undefined);
  return (
    <ConfirmContext value={(confirm, then) => setPending({ confirm, then })}>
      {children}
      {pending && (
        <Dialog
          title={textOf(pending.confirm.title) || 'Are you sure?'}
          className="confirm"
          onClose={close}
          footer={
            <>
              <button type="button" className="button" onClick={close}>
                {textOf(pending.confirm.deny) || 'Cancel'}
              </button>
              <button
                type="button"
                className={`button ${pending.confirm.style === 'danger' ? 'danger solid' : 'primary'}`}
                data-focus
                onClick={() => {
                  close();
                  pending.then();
                }}
              >
                {textOf(pending.confirm.confirm) || 'Yes'}
              </button>
            </>
          }
        >
          <TextObject value={pending.confirm.text} />
        </Dialog>
      )}
    </ConfirmContext>
  );
}
