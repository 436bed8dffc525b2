import { type ReactNode, useState } from 'react';
import type { Conversation } from '../../protocol.ts';
import { usePerson, useSelect, useSession, useTitle } from '../client/context.tsx';
import { home } from '../client/place.ts';
import { FaultsButton } from '../faults/faults-button.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { CreateChannel } from './create-channel.tsx';
import { UserMenu } from './user-menu.tsx';

type SidebarProps = {
  readonly onSwitchUser: (user: string, hash: string) => void;
  readonly onOpenSwitcher: () => void;
  readonly onClose: () => void;
};

export function Sidebar({ onSwitchUser, onOpenSwitcher, onClose }: SidebarProps) {
  const workspace = useSelect((state) => state.workspace);
  const conversations = useSelect((state) => state.conversations);
  const bot = useSelect((state) => state.app?.botUserId);
  const [creating, setCreating] = useState(false);
  const all = Object.values(conversations);
  const channels = all
    .filter(({ kind, isMember, isArchived }) => kind !== 'im' && isMember && !isArchived)
    .sort(byName);
  const direct = all
    .filter(({ kind, name }) => kind === 'im' && name !== bot)
    .sort((a, b) => (a.latest < b.latest ? 1 : -1));

  return (
    <nav className="sidebar" aria-label="Workspace">
      <header className="sidebar-header">
        <h1>{workspace.name}</h1>
        <IconButton
          icon="search"
          label="Go to a channel or person (Ctrl+K)"
          title="Go to… (Ctrl+K)"
          onClick={onOpenSwitcher}
        />
        <IconButton icon="close" label="Close the sidebar" className="only-narrow" onClick={onClose} />
      </header>
      <UserMenu onSwitchUser={onSwitchUser} />
      <div className="sidebar-lists">
        <Section title="Channels" action={{ label: 'Create a channel', onClick: () => setCreating(true) }}>
          {channels.map((conversation) => (
            <ConversationItem key={conversation.id} conversation={conversation} />
          ))}
        </Section>
        <Section title="Direct messages" action={{ label: 'New message', onClick: onOpenSwitcher }}>
          {direct.map((conversation) => (
            <ConversationItem key={conversation.id} conversation={conversation} />
          ))}
        </Section>
        <Section title="Apps">
          <AppItem />
        </Section>
      </div>
      <footer className="sidebar-footer">
        <FaultsButton />
      </footer>
      {creating && <CreateChannel onClose={() => setCreating(false)} />}
    </nav>
  );
}

function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: { label: string; onClick: () => void };
  children: ReactNode;
}) {
  return (
    <section className="sidebar-section" aria-label={title}>
      <div className="sidebar-title">
        <h2>{title}</h2>
        {action && <IconButton icon="plus" label={action.label} size={15} onClick={action.onClick} />}
      </div>
      <ul>{children}</ul>
    </section>
  );
}

function ConversationItem({ conversation }: { conversation: Conversation }) {
  const { go } = useSession();
  const { id, kind, unread, mentions } = conversation;
  const title = useTitle(conversation);
  const current = useSelect((state) => state.place.at === id);
  const other = usePerson(kind === 'im' ? conversation.name : '');
  return (
    <li>
      <button
        type="button"
        className={`sidebar-item${unread > 0 ? ' unread' : ''}`}
        aria-current={current ? 'page' : undefined}
        data-channel={id}
        onClick={() => go({ at: id })}
      >
        {kind === 'im' ? (
          <Avatar person={other} size={20} />
        ) : (
          <Icon name={kind === 'private' ? 'lock' : 'hash'} size={16} />
        )}
        <span className="sidebar-name">{title}</span>
        {kind === 'private' && <span className="sr-only"> (private)</span>}
        <Unread unread={unread} mentions={mentions} />
      </button>
    </li>
  );
}

function Unread({ unread, mentions }: { unread: number; mentions: number }) {
  if (mentions > 0)
    return (
      <span className="badge">
        {mentions > 99 ? '99+' : mentions}
        <span className="sr-only"> {mentions === 1 ? 'mention' : 'mentions'}</span>
      </span>
    );
  return unread > 0 ? <span className="sr-only"> (unread)</span> : null;
}

/** The app's own place: its Home tab and, behind it, the direct message with its bot. */
function AppItem() {
  const { go, attempt, openMessages } = useSession();
  const app = useSelect((state) => state.app);
  const person = usePerson(app?.botUserId ?? '');
  const im = useSelect((state) =>
    Object.values(state.conversations).find(({ kind, name }) => kind === 'im' && name === app?.botUserId),
  );
  const current = useSelect(
    (state) => state.place.at === home || (im !== undefined && state.place.at === im.id),
  );
  if (!app) return null;
  const unread = im?.unread ?? 0;
  return (
    <li>
      <button
        type="button"
        className={`sidebar-item${unread > 0 ? ' unread' : ''}`}
        aria-current={current ? 'page' : undefined}
        data-channel={im?.id ?? home}
        data-app={app.appId}
        onClick={() => {
          if (app.hasHome && unread === 0) go({ at: home });
          else void attempt(() => openMessages(app.botUserId));
        }}
      >
        <Avatar person={person} size={20} />
        <span className="sidebar-name">{app.name}</span>
        <Unread unread={unread} mentions={im?.mentions ?? 0} />
      </button>
    </li>
  );
}

function byName(a: Conversation, b: Conversation): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
