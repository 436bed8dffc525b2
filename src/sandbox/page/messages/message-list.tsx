import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Conversation } from '../../protocol.ts';
import { useSelect, useSession, useTitle, useZone } from '../client/context.tsx';
import { dayName } from '../text/date.ts';
import { useNow } from '../ui/clock.ts';
import { toLines } from './grouping.ts';
import { moveBetweenMessages } from './keys.ts';
import { MessageRow } from './message-row.tsx';

/** The messages of a conversation, kept at the newest while one is there; older ones come as one scrolls up. */
export function MessageList({ conversation }: { conversation: Conversation }) {
  const { loadOlder, attempt } = useSession();
  const channel = conversation.id;
  const timeline = useSelect((state) => state.timelines[channel]);
  const firstNew = useSelect((state) => state.firstUnread[channel] ?? '');
  const [loading, setLoading] = useState(false);
  const zone = useZone();
  const box = useRef<HTMLDivElement>(null);
  const scroll = useRef({ atEnd: true, top: 0, height: 0, oldest: '' });
  const messages = timeline?.messages;
  const lines = useMemo(() => toLines(messages ?? [], zone, firstNew), [messages, zone, firstNew]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const oldest = messages?.[0]?.ts ?? '';
    const grewAbove = scroll.current.oldest && oldest < scroll.current.oldest;
    if (grewAbove) element.scrollTop += element.scrollHeight - scroll.current.height;
    else if (scroll.current.atEnd) element.scrollTop = element.scrollHeight;
    scroll.current = { ...scroll.current, height: element.scrollHeight, oldest };
  }, [messages]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (scroll.current.atEnd) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  async function onScroll(): Promise<void> {
    const element = box.current;
    if (!element) return;
    // Content that grows while the list stands at its end must not count as scrolling away from it.
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    scroll.current.atEnd = atEnd || (scroll.current.atEnd && element.scrollTop >= scroll.current.top);
    scroll.current.top = element.scrollTop;
    if (element.scrollTop > 200 || loading || !timeline?.hasMore) return;
    setLoading(true);
    await attempt(() => loadOlder(channel));
    setLoading(false);
  }

  return (
    <div className="messages scroller" ref={box} onScroll={() => void onScroll()}>
      <div
        role="log"
        aria-label="Messages"
        aria-live="polite"
        aria-relevant="additions"
        data-testid="messages"
        onKeyDown={moveBetweenMessages}
      >
        {timeline && !timeline.hasMore && <Beginning conversation={conversation} />}
        {(loading || !timeline) && <p className="hint loading-line">Loading messages…</p>}
        {lines.map((line) => {
          if (line.kind === 'day') return <DayLine key={line.key} at={line.at} />;
          if (line.kind === 'new')
            return (
              <div className="new-line" key={line.key}>
                <span>New</span>
              </div>
            );
          return <MessageRow key={line.key} message={line.message} first={line.first} />;
        })}
      </div>
    </div>
  );
}

function DayLine({ at }: { at: number }) {
  const zone = useZone();
  const now = useNow();
  return (
    <div className="day-line">
      <span>{dayName(at, { zone, now })}</span>
    </div>
  );
}

function Beginning({ conversation }: { conversation: Conversation }) {
  const title = useTitle(conversation);
  if (conversation.kind === 'im')
    return <p className="beginning">This is the start of your messages with {title}.</p>;
  return (
    <div className="beginning">
      <strong>
        {conversation.kind === 'private' ? '🔒\u2009' : '#'}
        {title}
      </strong>
      <span>This is the very beginning of the channel. {conversation.purpose}</span>
    </div>
  );
}
