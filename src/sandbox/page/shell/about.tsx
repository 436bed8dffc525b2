import { type FormEvent, useState } from 'react';
import type { Conversation } from '../../protocol.ts';
import { useSession } from '../client/context.tsx';
import { Plain } from '../text/text.tsx';

/** Topic (editable by members), purpose, and the way out. */
export function About({ conversation }: { conversation: Conversation }) {
  const { call, attempt } = useSession();
  const { id: channel, topic, purpose, isMember, isArchived } = conversation;
  const [draft, setDraft] = useState<string>();

  function save(event: FormEvent): void {
    event.preventDefault();
    const wanted = draft ?? topic;
    void attempt(() => call('conversation.topic', { channel, topic: wanted })).then(() =>
      setDraft(undefined),
    );
  }

  return (
    <div className="panel-body about">
      <form onSubmit={save}>
        <label className="b-label" htmlFor="topic">
          Topic
        </label>
        <textarea
          id="topic"
          className="text"
          rows={3}
          value={draft ?? topic}
          readOnly={!isMember || isArchived}
          onChange={(event) => setDraft(event.target.value)}
        />
        {draft !== undefined && draft !== topic && (
          <button type="submit" className="button primary">
            Save topic
          </button>
        )}
      </form>
      {purpose && (
        <div>
          <div className="b-label">Description</div>
          <p>
            <Plain text={purpose} />
          </p>
        </div>
      )}
      {conversation.kind === 'private' && <p className="hint">Private: only its members see this channel.</p>}
      {isMember && (
        <button
          type="button"
          className="button danger"
          onClick={() => void attempt(() => call('conversation.leave', { channel }))}
        >
          Leave channel
        </button>
      )}
    </div>
  );
}
