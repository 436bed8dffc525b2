import { useState } from 'react';
import type { Message } from '../../protocol.ts';
import { useConfirm } from '../blocks/confirm.tsx';
import { useSelect, useSession } from '../client/context.tsx';
import { windowUrl } from '../client/place.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { EmojiMenu } from './emoji-menu.tsx';

type ActionsProps = {
  readonly message: Message;
  readonly mine: boolean;
  readonly onEdit: () => void;
  readonly inPanel?: boolean;
};

/** What shows when the mouse or the focus is on a message: react, reply, pin, and more with the app's shortcuts. */
export function MessageActions({ message, mine, onEdit, inPanel }: ActionsProps) {
  const { go, call, attempt } = useSession();
  const [open, setOpen] = useState(false);
  const { channel, ts } = message;
  const where = { message: { channel, ts } };
  const pin = (): void =>
    void attempt(() => call('message.pin', { channel, ts, pinned: !message.pinned }), where);
  const reply = (): void => go({ at: channel, thread: message.threadTs ?? ts });
  const items = useMoreItems(message, mine, { onEdit, pin, reply });

  return (
    <div className={`message-actions${open ? ' open' : ''}`} role="toolbar" aria-label="Message actions">
      <EmojiMenu message={message} className="icon-button" onOpenChange={setOpen} />
      {!inPanel && (
        <IconButton icon="reply" label="Reply in thread" title="Reply in thread (T)" onClick={reply} />
      )}
      <IconButton
        icon="pin"
        label={message.pinned ? 'Unpin from this conversation' : 'Pin to this conversation'}
        title={message.pinned ? 'Unpin (P)' : 'Pin (P)'}
        onClick={pin}
      />
      <Menu label="More actions" items={items} onOpenChange={setOpen}>
        <Icon name="more" />
      </Menu>
    </div>
  );
}

type Handlers = { onEdit: () => void; pin: () => void; reply: () => void };

function useMoreItems(message: Message, mine: boolean, { onEdit, pin, reply }: Handlers): MenuItem[] {
  const { call, attempt, user, store } = useSession();
  const confirm = useConfirm();
  const app = useSelect((state) => state.app);
  const { channel, ts } = message;
  const where = { message: { channel, ts } };
  const remove = (): void =>
    confirm(deletion, () => void attempt(() => call('message.delete', { channel, ts }), where));
  const link = `${location.origin}${windowUrl(store.get().me?.id ?? user, { at: channel, thread: ts })}`;

  const own: MenuItem[] = mine
    ? [
        { key: 'edit', label: 'Edit message', hint: 'E', onChoose: onEdit },
        { key: 'delete', label: 'Delete message …', danger: true, onChoose: remove },
      ]
    : [];
  const shortcuts = (app?.shortcuts ?? [])
    .filter(({ type }) => type === 'message')
    .map(({ callbackId, name }) => ({
      key: `shortcut-${callbackId}`,
      label: name,
      group: app?.name,
      onChoose: () => void attempt(() => call('shortcut', { callbackId, message: { channel, ts } }), where),
    }));
  return [
    { key: 'reply', label: 'Reply in thread', hint: 'T', onChoose: reply },
    {
      key: 'pin',
      label: message.pinned ? 'Unpin from this conversation' : 'Pin to this conversation',
      hint: 'P',
      onChoose: pin,
    },
    { key: 'link', label: 'Copy link', onChoose: () => void navigator.clipboard?.writeText(link) },
    ...own,
    ...shortcuts,
  ];
}

const deletion = {
  title: { type: 'plain_text', text: 'Delete this message?' },
  text: { type: 'plain_text', text: 'It disappears for everyone and cannot be brought back.' },
  confirm: { type: 'plain_text', text: 'Delete' },
  deny: { type: 'plain_text', text: 'Cancel' },
  style: 'danger',
};
