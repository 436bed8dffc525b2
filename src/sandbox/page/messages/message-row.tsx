import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import type { Message } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { usePerson, useSelect, useSession, useZone } from '../client/context.tsx';
import { clockTime, fullTime } from '../text/date.ts';
import { Mrkdwn } from '../text/text.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { Attachments } from './attachments.tsx';
import { EditMessage } from './edit-message.tsx';
import { MessageActions } from './message-actions.tsx';
import { Notices } from './notices.tsx';
import { Reactions } from './reactions.tsx';
import { ThreadLine } from './thread-line.tsx';

type RowProps = {
  readonly message: Message;
  /** Starts its author's group: shows avatar and name. */
  readonly first: boolean;
  /** In a thread or list of pins: no line that opens the thread. */
  readonly inPanel?: boolean;
};

/* The focus on a message is where its keys work. */
const focusable = { tabIndex: 0 };

/** Focus a message for its keys: R react, T thread, P pin, E edit. */
export const MessageRow = memo(function MessageRow({ message, first, inPanel }: RowProps) {
  const { go, call, attempt } = useSession();
  const author = usePerson(message.user);
  const me = useSelect((state) => state.me?.id);
  const zone = useZone();
  const [editing, setEditing] = useState(false);
  const { channel, ts } = message;
  const where = useMemo(() => ({ message: { channel, ts } }), [channel, ts]);
  const quiet = Boolean(message.subtype && /^(channel|group)_/.test(message.subtype));

  function onKeyDown(event: KeyboardEvent): void {
    if (
      event.target !== event.currentTarget ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      message.ephemeral
    )
      return;
    const key = event.key.toLowerCase();
    if (key === 't') go({ at: channel, thread: message.threadTs ?? ts });
    else if (key === 'p')
      void attempt(() => call('message.pin', { channel, ts, pinned: !message.pinned }), where);
    else if (key === 'e' && message.user === me) setEditing(true);
    else if (key === 'r') event.currentTarget.querySelector<HTMLElement>('[data-react]')?.click();
    else if (key === 'm') event.currentTarget.querySelector<HTMLElement>('[data-menu]')?.click();
    else return;
    event.preventDefault();
  }

  const time = Number(ts);
  const classes = [
    'message',
    first && 'first',
    message.pinned && 'pinned',
    message.ephemeral && 'ephemeral',
    quiet && 'quiet',
  ];
  return (
    <article
      className={classes.filter(Boolean).join(' ')}
      data-ts={ts}
      {...focusable}
      aria-label={`${author?.name ?? ''}, ${clockTime(time, zone)}`}
      onKeyDown={onKeyDown}
    >
      {message.pinned && !inPanel && (
        <div className="message-mark">
          <Icon name="pin" size={13} /> Pinned
        </div>
      )}
      {message.ephemeral && first && (
        <div className="message-mark">
          <Icon name="eye" size={13} /> Only visible to you
        </div>
      )}
      <div className="message-gutter">
        {first ? (
          <Avatar person={author} size={36} />
        ) : (
          <time className="gutter-time" title={fullTime(time, zone)}>
            {clockTime(time, zone).replace(/ [AP]M$/, '')}
          </time>
        )}
      </div>
      <div className="message-body">
        {first && (
          <div className="message-head">
            <span className="author">{author?.name ?? '…'}</span>
            {author?.isBot && <span className="app-badge">APP</span>}
            <time title={fullTime(time, zone)}>{clockTime(time, zone)}</time>
          </div>
        )}
        {editing ? (
          <EditMessage message={message} onDone={() => setEditing(false)} />
        ) : (
          <div className="message-content">
            {message.blocks.length > 0 ? (
              <Blocks blocks={message.blocks} where={where} />
            ) : (
              <Mrkdwn text={quiet ? message.text.replace(`<@${message.user}> `, '') : message.text} />
            )}
            <Attachments message={message} />
            {message.editedTs && (
              <span className="edited" title={fullTime(Number(message.editedTs), zone)}>
                {' '}
                (edited)
              </span>
            )}
          </div>
        )}
        <Notices where={where} />
        <Reactions message={message} />
        {!inPanel && message.replyCount > 0 && <ThreadLine message={message} />}
      </div>
      {!message.ephemeral && !editing && (
        <MessageActions
          message={message}
          mine={message.user === me}
          onEdit={() => setEditing(true)}
          inPanel={inPanel}
        />
      )}
    </article>
  );
});
