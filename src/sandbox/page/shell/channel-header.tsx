import type { Conversation } from '../../protocol.ts';
import { usePerson, useSelect, useSession, useTitle } from '../client/context.tsx';
import { home } from '../client/place.ts';
import type { Panel } from '../state/state.ts';
import { Topic } from '../text/text.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

export function ChannelHeader({ conversation, onMenu }: { conversation?: Conversation; onMenu: () => void }) {
  const { store } = useSession();
  const title = useTitle(conversation);
  const panel = useSelect((state) => state.panel);
  const people = useSelect((state) => state.people);
  const toggle = (wanted: Panel): void =>
    store.change({ type: 'panel', panel: panel === wanted ? 'none' : wanted });

  return (
    <header className="channel-header">
      <IconButton icon="menu" label="Open the sidebar" className="only-narrow" onClick={onMenu} />
      {conversation?.kind === 'im' ? <DirectTitle conversation={conversation} /> : null}
      {conversation && conversation.kind !== 'im' && (
        <>
          <button
            type="button"
            className="channel-title"
            onClick={() => toggle('about')}
            title="About this channel"
          >
            <Icon name={conversation.kind === 'private' ? 'lock' : 'hash'} />
            <h2>{title}</h2>
            {conversation.kind === 'private' && <span className="sr-only"> (private)</span>}
          </button>
          <button
            type="button"
            className="channel-topic"
            title={
              conversation.topic.replace(/<@(\w+)>/g, (_, id) => `@${people[id]?.name ?? id}`) ||
              'Add a topic'
            }
            onClick={() => toggle('about')}
          >
            {conversation.topic ? (
              <Topic text={conversation.topic} />
            ) : (
              <span className="faint">Add a topic</span>
            )}
          </button>
          <button
            type="button"
            className="header-count"
            aria-label={`${conversation.memberCount} members`}
            title="Members"
            aria-expanded={panel === 'members'}
            onClick={() => toggle('members')}
          >
            <Icon name="people" /> {conversation.memberCount}
          </button>
        </>
      )}
      {conversation && (
        <button
          type="button"
          className="header-count"
          aria-label={`${conversation.pinCount} pinned`}
          title="Pinned messages"
          aria-expanded={panel === 'pins'}
          onClick={() => toggle('pins')}
        >
          <Icon name="pin" /> {conversation.pinCount}
        </button>
      )}
    </header>
  );
}

/** A person's name and work, or for the app its Home and Messages tabs. */
function DirectTitle({ conversation }: { conversation: Conversation }) {
  const other = usePerson(conversation.name);
  const app = useSelect((state) => state.app);
  return (
    <div className="direct-title">
      <Avatar person={other} size={26} />
      <h2>{other?.name ?? '…'}</h2>
      {other?.isBot && <span className="app-badge">APP</span>}
      {other && app?.botUserId === other.id ? (
        <AppTabs current="messages" />
      ) : (
        <span className="channel-topic still">{other?.title}</span>
      )}
    </div>
  );
}

export function AppTabs({ current }: { current: 'home' | 'messages' }) {
  const { go, attempt, openMessages } = useSession();
  const app = useSelect((state) => state.app);
  if (!app) return null;
  return (
    <div role="tablist" className="tabs" aria-label={app.name}>
      {app.hasHome && (
        <button type="button" role="tab" aria-selected={current === 'home'} onClick={() => go({ at: home })}>
          Home
        </button>
      )}
      <button
        type="button"
        role="tab"
        aria-selected={current === 'messages'}
        onClick={() => void attempt(() => openMessages(app.botUserId))}
      >
        Messages
      </button>
    </div>
  );
}
