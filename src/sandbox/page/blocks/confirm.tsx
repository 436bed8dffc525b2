import type { ReactNode } from 'react';
import { createContext, useContext, useState } from 'react';
import type { Json } from '../../protocol.ts';
import { textOf } from '../state/json.ts';
import { TextObject } from '../text/text.tsx';
import { Dialog } from '../ui/dialog.tsx';

type Ask = (confirm: Json, then: () => void) => void;
const Asking = createContext<Ask>((_, then) => then());

/** Shows an element's confirm object and goes on only when the person agrees. */
export function useConfirm(): Ask {
  return useContext(Asking);
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<{ confirm: Json; then: () => void }>();
  const close = (): void => setAsked(undefined);
  return (
    <Asking value={(confirm, then) => setAsked({ confirm, then })}>
      {children}
      {asked && (
        <Dialog
          title={textOf(asked.confirm.title) || 'Are you sure?'}
          className="confirm"
          onClose={close}
          footer={
            <>
              <button type="button" className="button" onClick={close}>
                {textOf(asked.confirm.deny) || 'Cancel'}
              </button>
              <button
                type="button"
                className={`button ${asked.confirm.style === 'danger' ? 'danger solid' : 'primary'}`}
                data-focus
                onClick={() => {
                  close();
                  asked.then();
                }}
              >
                {textOf(asked.confirm.confirm) || 'Yes'}
              </button>
            </>
          }
        >
          <TextObject value={asked.confirm.text} />
        </Dialog>
      )}
    </Asking>
  );
}
