import { Component, type ReactNode, useSyncExternalStore } from 'react';
import type { Block as LibraryBlockType } from 'slack-blocks-to-jsx';
import { Message } from 'slack-blocks-to-jsx';
import type { Block } from '../../protocol.ts';
import { str } from '../state/json.ts';
import { ChannelMention, DateText, UserMention } from '../text/text.tsx';

const hooks = {
  user: ({ id }: { id: string }) => <UserMention id={id} />,
  channel: ({ id }: { id: string }) => <ChannelMention id={id} />,
  usergroup: ({ name }: { name: string }) => <span className="mention">@{name}</span>,
  date: (date: { timestamp: string; format: string; fallback: string; link: string | null }) => (
    <DateText
      timestamp={Number(date.timestamp)}
      format={date.format}
      fallback={date.fallback}
      link={date.link ?? ''}
    />
  ),
};

/** Blocks that are only to be seen (rich text, tables, images, markdown, …), drawn by the Block Kit library. */
export function LibraryBlock({ block }: { block: Block }) {
  const dark = useSyncExternalStore(onSchemeChange, () => darkScheme.matches);
  return (
    <ErrorBoundary key={JSON.stringify(block)} type={block.type}>
      <div className="b-library">
        <Message
          blocks={[block as unknown as LibraryBlockType]}
          logo=""
          name=""
          withoutWrapper
          unstyled
          theme={dark ? 'dark' : 'light'}
          hooks={hooks as never}
        />
      </div>
    </ErrorBoundary>
  );
}

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

function onSchemeChange(listener: () => void): () => void {
  darkScheme.addEventListener('change', listener);
  return () => darkScheme.removeEventListener('change', listener);
}

/* React knows no function for this: a block the library chokes on must not take the page with it. */
class ErrorBoundary extends Component<{ type: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? (
      <p className="hint">This {str(this.props.type)} block cannot be shown here.</p>
    ) : (
      this.props.children
    );
  }
}
