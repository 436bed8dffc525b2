import { type FormEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { StateValues, View } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { ConfirmProvider } from '../blocks/confirm.tsx';
import { useSelect, useSession } from '../client/context.tsx';
import { validate } from '../forms/validate.ts';
import { mergeValues } from '../forms/values.ts';
import { Notices } from '../messages/notices.tsx';
import { textOf } from '../state/json.ts';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** The top of the stack of modals; the others wait beneath it with what was typed in them. */
export function ModalStack() {
  const views = useSelect((state) => state.views);
  const top = views.at(-1);
  if (!top) return null;
  return <Modal key={top.id} view={top} depth={views.length} />;
}

type Errors = Readonly<Record<string, string>>;
/** Errors, and the values they were found in: an error goes when its field changes. */
type Validated = { readonly errors: Errors; readonly values: StateValues };

function Modal({ view, depth }: { view: View; depth: number }) {
  const { call, attempt, store } = useSession();
  const [validated, setValidated] = useState<Validated>({ errors: {}, values: {} });
  const [busy, setBusy] = useState(false);
  const where = useMemo(() => ({ view: { id: view.id } }), [view.id]);
  const key = `view:${view.id}`;
  const current = useSelect((state) => state.forms[key]);
  const errors = useMemo(() => remainingErrors(validated, current), [validated, current]);
  const form = useRef<HTMLFormElement>(null);
  useFocusOnError(form, validated);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const values = store.get().forms[key] ?? mergeValues(view.blocks);
    const invalid = validate(view.blocks, values);
    setValidated({ errors: invalid, values });
    if (Object.keys(invalid).length > 0) return;
    setBusy(true);
    const answer = await attempt(
      () => call('view.submit', { viewId: view.id, hash: view.hash, values }),
      where,
    );
    setBusy(false);
    setValidated({ errors: answer?.errors ?? {}, values });
  }

  function close(clear: boolean): void {
    const rest = clear || view.clearOnClose ? [] : store.get().views.filter(({ id }) => id !== view.id);
    store.change({ type: 'push', push: { push: 'view.stack', views: [...rest] } });
    void attempt(() => call('view.close', { viewId: view.id, clear }));
  }

  const unplaced = Object.entries(errors).filter(
    ([blockId]) => !view.blocks.some((block) => block.block_id === blockId),
  );
  return (
    <Dialog
      title={textOf(view.title)}
      className="modal"
      onClose={() => close(depth > 1)}
      lead={depth > 1 && <IconButton icon="back" label="Back" onClick={() => close(false)} />}
      footer={
        <>
          <button type="button" className="button" onClick={() => close(false)}>
            {textOf(view.close) || (view.submit ? 'Cancel' : 'Close')}
          </button>
          {view.submit && (
            <button
              type="submit"
              form={`form-${view.id}`}
              className={`button primary${busy ? ' busy' : ''}`}
              aria-busy={busy}
            >
              {textOf(view.submit)}
              {busy && <span className="spinner" aria-hidden="true" />}
            </button>
          )}
        </>
      }
    >
      <ConfirmProvider>
        <Notices where={where} />
        {unplaced.map(([blockId, message]) => (
          <div className="field-error" role="alert" key={blockId}>
            {message}
          </div>
        ))}
        <form
          ref={form}
          id={`form-${view.id}`}
          noValidate
          onSubmit={(event) => void submit(event)}
          data-view={view.id}
        >
          <Blocks blocks={view.blocks} where={where} errors={errors} />
        </form>
      </ConfirmProvider>
    </Dialog>
  );
}

function remainingErrors({ errors, values }: Validated, current: StateValues | undefined): Errors {
  return Object.fromEntries(
    Object.entries(errors).filter(([blockId]) => current?.[blockId] === values[blockId]),
  );
}

/** The first field with an error is brought into view and focused. */
function useFocusOnError(form: RefObject<HTMLFormElement | null>, { errors }: Validated): void {
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    const input = form.current?.querySelector<HTMLElement>('.with-error :is(input, textarea)');
    input?.closest('.b-input')?.scrollIntoView({ block: 'nearest' });
    input?.focus({ preventScroll: true });
  }, [form, errors]);
}
