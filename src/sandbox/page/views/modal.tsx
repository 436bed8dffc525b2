import { type FormEvent, useEffect, useMemo, useState } from 'react';
import type { StateValues, View } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { useSelect, useSession } from '../client/context.tsx';
import { validate } from '../forms/validate.ts';
import { mergeValues } from '../forms/values.ts';
import { Notices } from '../messages/notices.tsx';
import { textOf } from '../state/json.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';

/** The top of the stack of modals; the others wait beneath it with what was typed in them. */
export function ModalStack() {
  const views = useSelect((state) => state.views);
  const top = views.at(-1);
  if (!top) return null;
  return <Modal view={top} depth={views.length} />;
}

type Errors = Readonly<Record<string, string>>;
/** Errors, and the values they were found in: an error goes when its field changes. */
type Found = { readonly view: string; readonly errors: Errors; readonly values: StateValues };
const nothing: Found = { view: '', errors: {}, values: {} };

function Modal({ view, depth }: { view: View; depth: number }) {
  const { call, attempt, store } = useSession();
  const [found, setFound] = useState(nothing);
  const [busy, setBusy] = useState(false);
  const where = useMemo(() => ({ view: { id: view.id } }), [view.id]);
  const key = `view:${view.id}`;
  const current = useSelect((state) => state.forms[key]);
  const errors = useMemo(() => standing(found, view.id, current), [found, view.id, current]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another view on top is ready to be used
  useEffect(() => setBusy(false), [view.id]);
  useFocusOnError(found);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const values = store.get().forms[key] ?? mergeValues(view.blocks);
    const wrong = validate(view.blocks, values);
    setFound({ view: view.id, errors: wrong, values });
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const answer = await attempt(
      () => call('view.submit', { viewId: view.id, hash: view.hash, values }),
      where,
    );
    setBusy(false);
    setFound({ view: view.id, errors: answer?.errors ?? {}, values });
  }

  function close(clear: boolean): void {
    const rest = clear || view.clearOnClose ? [] : store.get().views.filter(({ id }) => id !== view.id);
    store.change({ type: 'push', push: { push: 'view.stack', views: [...rest] } });
    void attempt(() => call('view.close', { viewId: view.id, clear }));
  }

  const stray = Object.entries(errors).filter(
    ([blockId]) => !view.blocks.some((block) => block.block_id === blockId),
  );
  return (
    <Dialog
      title={textOf(view.title)}
      className="modal"
      focusKey={view.id}
      onClose={() => close(depth > 1)}
      lead={
        depth > 1 && (
          <button type="button" className="icon-button" aria-label="Back" onClick={() => close(false)}>
            <Icon name="back" />
          </button>
        )
      }
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
      <Notices where={where} />
      {stray.map(([blockId, message]) => (
        <div className="field-error" role="alert" key={blockId}>
          {message}
        </div>
      ))}
      <form
        id={`form-${view.id}`}
        noValidate
        onSubmit={(event) => void submit(event)}
        data-view={view.id}
        key={view.id}
      >
        <Blocks blocks={view.blocks} where={where} errors={errors} />
      </form>
    </Dialog>
  );
}

function standing(found: Found, viewId: string, current: StateValues | undefined): Errors {
  if (found.view !== viewId) return {};
  return Object.fromEntries(
    Object.entries(found.errors).filter(([blockId]) => current?.[blockId] === found.values[blockId]),
  );
}

/** The first field with an error is brought into view and focused. */
function useFocusOnError(found: Found): void {
  useEffect(() => {
    if (Object.keys(found.errors).length === 0) return;
    const input = document.querySelector<HTMLElement>('dialog .with-error :is(input, textarea)');
    input?.closest('.b-input')?.scrollIntoView({ block: 'nearest' });
    input?.focus({ preventScroll: true });
  }, [found]);
}
