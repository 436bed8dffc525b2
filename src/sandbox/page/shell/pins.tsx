import { useEffect, useState } from 'react';
import type { Conversation, Message } from '../../protocol.ts';
import { useSelect, useSession } from '../client/context.tsx';
import { MessageRow } from '../messages/message-row.tsx';

/** The pinned messages, kept as current as the messages themselves. */
export function Pins({ conversation }: { conversation: Conversation }) {
  const { call, attempt } = useSession();
  const [pins, setPins] = useState<Message[]>();
  const { id: channel, pinCount } = conversation;
  const timeline = useSelect((state) => state.timelines[channel]?.messages);

  useEffect(() => {
    let current = true;
    void pinCount;
    void attempt(() => call('conversation.pins', { channel })).then((found) => {
      if (current && found) setPins(found.messages);
    });
    return () => {
      current = false;
    };
  }, [channel, pinCount, call, attempt]);

  return (
    <div className="panel-body messages">
      {pins?.map((pin) => (
        <MessageRow key={pin.ts} message={timeline?.find(({ ts }) => ts === pin.ts) ?? pin} first inPanel />
      ))}
      {pins?.length === 0 && <p className="hint">Nothing is pinned here yet. Pin a message from its menu.</p>}
      {!pins && <p className="hint">Loading…</p>}
    </div>
  );
}
