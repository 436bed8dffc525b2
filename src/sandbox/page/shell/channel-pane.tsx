import { useEffect } from 'react';
import { useSelect, useSession } from '../client/context.tsx';
import { Composer } from '../messages/composer.tsx';
import { MessageList } from '../messages/message-list.tsx';
import { Notices } from '../messages/notices.tsx';
import { ChannelHeader } from './channel-header.tsx';

/** One conversation: header, messages, composer (or an invitation to join). */
export function ChannelPane({
  channel,
  ready,
  onMenu,
}: {
  channel: string;
  ready: boolean;
  onMenu: () => void;
}) {
  const { call, attempt } = useSession();
  const conversation = useSelect((state) => state.conversations[channel]);
  useReadMark(channel);

  if (!conversation)
    return (
      <>
        <ChannelHeader onMenu={onMenu} />
        <div className="empty">
          {ready && channel
            ? 'This conversation cannot be seen from here.'
            : ready
              ? 'Choose a channel in the sidebar.'
              : ''}
        </div>
        <Notices />
      </>
    );

  const open = conversation.kind === 'im' || conversation.isMember;
  return (
    <>
      <ChannelHeader conversation={conversation} onMenu={onMenu} />
      <MessageList conversation={conversation} />
      <Notices />
      {conversation.isArchived ? (
        <p className="join-bar">This channel is archived. Its messages can still be read.</p>
      ) : open ? (
        <Composer conversation={conversation} />
      ) : (
        <div className="join-bar">
          <p>
            You are looking at <strong>#{conversation.name}</strong>.
          </p>
          <button
            type="button"
            className="button primary"
            onClick={() => void attempt(() => call('conversation.join', { channel }))}
          >
            Join channel
          </button>
        </div>
      )}
    </>
  );
}

/** What is on screen counts as read while the window is looked at. */
function useReadMark(channel: string): void {
  const { call, store } = useSession();
  const unread = useSelect((state) => {
    const conversation = state.conversations[channel];
    return (conversation?.unread ?? 0) + (conversation?.mentions ?? 0) > 0;
  });
  const latest = useSelect(
    (state) => state.timelines[channel]?.messages.findLast(({ ephemeral }) => !ephemeral)?.ts,
  );
  const fresh = useSelect((state) => state.timelines[channel]?.fresh === true);

  useEffect(() => {
    if (!unread || !latest || !fresh) return;
    const mark = (): void => {
      if (document.visibilityState !== 'visible') return;
      store.change({ type: 'read', channel });
      call('conversation.read', { channel, ts: latest }).catch(() => undefined);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [unread, latest, fresh, channel, call, store]);
}
