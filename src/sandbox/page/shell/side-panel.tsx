import { useEffect, useRef } from 'react';
import { useSelect, useSession } from '../client/context.tsx';
import { Thread } from '../messages/thread.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { About } from './about.tsx';
import { Members } from './members.tsx';
import { Pins } from './pins.tsx';

const titles = { thread: 'Thread', members: 'Members', pins: 'Pinned messages', about: 'About' } as const;

/** Beside the messages, over them when narrow: a thread, the members, the pins, or what the channel is about. */
export function SidePanel() {
  const { store } = useSession();
  const panel = useSelect((state) => state.panel);
  const conversation = useSelect((state) => state.conversations[state.place.at]);
  const thread = useSelect((state) => state.place.thread);
  const ref = useRef<HTMLElement>(null);

  useEffect(() => {
    const opener = document.activeElement;
    if (panel === 'none') return;
    if (panel !== 'thread') ref.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, [panel]);

  if (panel === 'none' || !conversation) return null;
  return (
    <aside
      className="side-panel"
      aria-label={titles[panel]}
      ref={ref}
      tabIndex={-1}
      data-testid={`panel-${panel}`}
    >
      <header className="panel-header">
        <h2>{titles[panel]}</h2>
        <span className="panel-place">{conversation.kind === 'im' ? '' : `#${conversation.name}`}</span>
        <IconButton
          icon="close"
          label={`Close ${titles[panel].toLowerCase()}`}
          onClick={() => store.change({ type: 'panel', panel: 'none' })}
        />
      </header>
      {panel === 'thread' && thread && <Thread key={thread} conversation={conversation} ts={thread} />}
      {panel === 'members' && <Members conversation={conversation} />}
      {panel === 'pins' && <Pins conversation={conversation} />}
      {panel === 'about' && <About conversation={conversation} />}
    </aside>
  );
}
