import { useEffect, useRef, useState } from 'react';
import type { Message } from '../../protocol.ts';
import { useSession } from '../client/context.tsx';
import { decodeText, encodeText } from './completion.ts';

/** A message's text in place: Enter saves, Esc leaves it as it was. */
export function EditMessage({ message, onDone }: { message: Message; onDone: () => void }) {
  const { call, attempt, store } = useSession();
  const { people, conversations } = store.get();
  const original = decodeText(
    message.text,
    (sign, id) => (sign === '@' ? people[id]?.name : conversations[id]?.name) ?? id,
  );
  const [text, setText] = useState(original.text);
  const area = useRef<HTMLTextAreaElement>(null);
  const { channel, ts } = message;

  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);

  async function save(): Promise<void> {
    if (!text.trim()) return;
    await attempt(
      () => call('message.edit', { channel, ts, text: encodeText(text.trim(), original.names) }),
      { message: { channel, ts } },
    );
    onDone();
  }

  return (
    <div className="edit-message">
      <textarea
        ref={area}
        className="text"
        rows={2}
        aria-label="Edit message"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) void save();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div className="edit-buttons">
        <button type="button" className="button small" onClick={onDone}>
          Cancel
        </button>
        <button type="button" className="button small primary" onClick={() => void save()}>
          Save
        </button>
      </div>
    </div>
  );
}
