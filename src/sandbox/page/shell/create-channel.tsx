import { type FormEvent, useState } from 'react';
import { useSession } from '../client/context.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Slack's rules on names are the sandbox's to judge; its refusal is shown under the field. */
export function CreateChannel({ onClose }: { onClose: () => void }) {
  const { call, store, go } = useSession();
  const [name, setName] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const [error, setError] = useState('');

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const { conversation } = await call('conversation.create', { name, isPrivate });
      store.change({ type: 'conversations', conversations: [conversation] });
      onClose();
      go({ at: conversation.id });
    } catch (refusal) {
      setError(refusal instanceof Error ? refusal.message : String(refusal));
    }
  }

  return (
    <Dialog
      title="Create a channel"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" form="create-channel" className="button primary">
            Create
          </button>
        </>
      }
    >
      <form id="create-channel" onSubmit={create}>
        <div className={`b-input${error ? ' with-error' : ''}`}>
          <label className="b-label" htmlFor="channel-name">
            Name
          </label>
          <input
            id="channel-name"
            className={`text${error ? ' invalid' : ''}`}
            value={name}
            autoComplete="off"
            placeholder="e.g. plan-budget"
            onChange={(event) => setName(event.target.value.toLowerCase().replace(/\s/g, '-'))}
          />
          {error && (
            <div className="field-error" role="alert">
              {error}
            </div>
          )}
        </div>
        <label className="choice">
          <input type="checkbox" checked={isPrivate} onChange={(event) => setPrivate(event.target.checked)} />
          <span className="choice-text">Private: only people who are invited see it</span>
        </label>
      </form>
    </Dialog>
  );
}
