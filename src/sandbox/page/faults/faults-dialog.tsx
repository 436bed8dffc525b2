import { useSelect, useSession } from '../client/context.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { describeRule, progress } from './descriptions.ts';
import { FaultForm } from './fault-form.tsx';

/** Lets things go wrong between the app and Slack, to see what the app makes of it. */
export function FaultsDialog({ onClose }: { onClose: () => void }) {
  const { call, attempt } = useSession();
  const faults = useSelect((state) => state.faults);
  const clear = (id?: string) => void attempt(() => call('faults.clear', id === undefined ? {} : { id }));

  return (
    <Dialog
      title="Faults"
      className="faults"
      onClose={onClose}
      footer={
        <>
          {faults.length > 0 && (
            <button type="button" className="button danger" onClick={() => clear()}>
              Clear all
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Done
          </button>
        </>
      }
    >
      <p className="hint">
        Make this Slack behave badly, and see what the app makes of it. Rules hold for every window and end
        with the sandbox.
      </p>
      {faults.length > 0 && (
        <ul className="fault-list" aria-label="Rules, the first that fits strikes">
          {faults.map((armed) => {
            const { what, how } = describeRule(armed.rule);
            return (
              <li key={armed.id}>
                <span className="fault-text">
                  <code>{what}</code>
                  <span>{how}</span>
                </span>
                <small>{progress(armed)}</small>
                <IconButton
                  icon="trash"
                  label={`Remove: ${what}, ${how}`}
                  title="Remove"
                  size={16}
                  onClick={() => clear(armed.id)}
                />
              </li>
            );
          })}
        </ul>
      )}
      <FaultForm />
    </Dialog>
  );
}
