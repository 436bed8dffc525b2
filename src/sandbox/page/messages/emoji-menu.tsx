import { useId, useRef, useState } from 'react';
import type { Message } from '../../protocol.ts';
import { useSelect, useSession } from '../client/context.tsx';
import { searchEmoji, startingEmoji } from '../text/emoji.ts';
import { useAnchored } from '../ui/anchored.ts';
import { Icon } from '../ui/icon.tsx';

/** Finds an emoji by name and reacts with it. */
export function EmojiMenu({
  message,
  className,
  onOpenChange,
}: {
  message: Message;
  className: string;
  onOpenChange?: (open: boolean) => void;
}) {
  const { call, attempt } = useSession();
  const me = useSelect((state) => state.me?.id ?? '');
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const style = useAnchored(button, open, { width: 300, height: 260, align: 'end' });
  const id = useId();
  const found = query ? searchEmoji(query, 48) : startingEmoji();

  function show(next: boolean): void {
    setOpen(next);
    setQuery('');
    onOpenChange?.(next);
    if (!next) button.current?.focus();
  }

  function react(name: string): void {
    const { channel, ts } = message;
    const on = !message.reactions.some((reaction) => reaction.name === name && reaction.users.includes(me));
    show(false);
    void attempt(() => call('message.react', { channel, ts, name, on }), { message: { channel, ts } });
  }

  return (
    <span className="menu-root">
      <button
        ref={button}
        type="button"
        className={className}
        data-react
        aria-label="Add a reaction"
        title="Add a reaction (R)"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => show(!open)}
      >
        <Icon name="smile" />
      </button>
      {open && (
        <>
          <div className="backdrop" aria-hidden="true" onPointerDown={() => show(false)} />
          <div
            className="popup emoji-menu"
            role="dialog"
            aria-label="Reactions"
            style={style}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Escape') show(false);
            }}
          >
            <input
              // biome-ignore lint/a11y/noAutofocus: the menu was opened to search in
              autoFocus
              id={id}
              className="text"
              aria-label="Search emoji"
              placeholder="Search emoji"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              onKeyDown={(event) => {
                const best = found[0];
                if (event.key !== 'Enter') return;
                // The focus goes back to the button, which the same key would press.
                event.preventDefault();
                if (best) react(best.name);
              }}
            />
            <div className="emoji-grid">
              {found.map(({ name, text }) => (
                <button
                  type="button"
                  key={name}
                  aria-label={name.replaceAll('_', ' ')}
                  title={`:${name}:`}
                  onClick={() => react(name)}
                >
                  {text}
                </button>
              ))}
            </div>
          </div>
        </>
      )}
    </span>
  );
}
