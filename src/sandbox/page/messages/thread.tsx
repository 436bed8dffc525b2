import { useLayoutEffect, useRef } from 'react';
import type { Conversation } from '../../protocol.ts';
import { useSelect, useZone } from '../client/context.tsx';
import { threadKey } from '../state/state.ts';
import { Composer } from './composer.tsx';
import { toLines } from './grouping.ts';
import { moveBetweenMessages } from './keys.ts';
import { MessageRow } from './message-row.tsx';

/** A parent message, its replies, and where to write another. */
export function Thread({ conversation, ts }: { conversation: Conversation; ts: string }) {
  const messages = useSelect((state) => state.threads[threadKey(conversation.id, ts)]);
  const zone = useZone();
  const box = useRef<HTMLDivElement>(null);
  const count = messages?.length ?? 0;
  const [parent, ...replies] = messages ?? [];
  const lines = toLines(replies, zone, '').filter((line) => line.kind === 'message');

  useLayoutEffect(() => {
    if (count > 1 && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);

  return (
    <>
      <div className="panel-body messages scroller" ref={box}>
        <div
          role="log"
          aria-label="Thread"
          aria-live="polite"
          data-testid="thread"
          onKeyDown={moveBetweenMessages}
        >
          {parent ? <MessageRow message={parent} first inPanel /> : <p className="hint">Loading…</p>}
          {replies.length > 0 && (
            <div className="reply-count">
              {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
            </div>
          )}
          {lines.map((line) => (
            <MessageRow key={line.key} message={line.message} first={line.first} inPanel />
          ))}
        </div>
      </div>
      {(conversation.isMember || conversation.kind === 'im') && !conversation.isArchived && (
        <Composer conversation={conversation} threadTs={ts} />
      )}
    </>
  );
}
