import { Autocomplete } from '@base-ui/react/autocomplete';
import { useState } from 'react';
import type { Message } from '../../protocol.ts';
import { useSelect, useSession } from '../client/context.tsx';
import { searchEmoji, startingEmoji } from '../text/emoji.ts';
import { Icon } from '../ui/icon.tsx';

type Emoji = { readonly name: string; readonly text: string };
const columns = 8;

type EmojiMenuProps = {
  readonly message: Message;
  readonly className: string;
  readonly onOpenChange?: (open: boolean) => void;
};

/** Finds an emoji by name and reacts with it. */
export function EmojiMenu({ message, className, onOpenChange }: EmojiMenuProps) {
  const { call, attempt } = useSession();
  const me = useSelect((state) => state.me?.id ?? '');
  const [query, setQuery] = useState('');
  const found = query ? searchEmoji(query, 48) : startingEmoji();

  function react({ name }: Emoji): void {
    const { channel, ts } = message;
    const on = !message.reactions.some((reaction) => reaction.name === name && reaction.users.includes(me));
    void attempt(() => call('message.react', { channel, ts, name, on }), { message: { channel, ts } });
  }

  return (
    <Autocomplete.Root
      grid
      items={found}
      mode="none"
      autoHighlight
      itemToStringValue={({ name }) => name}
      value={query}
      onValueChange={(text, { reason }) => setQuery(reason === 'input-change' ? text : '')}
      onOpenChange={onOpenChange}
    >
      <Autocomplete.Trigger
        className={className}
        data-react
        aria-label="Add a reaction"
        title="Add a reaction (R)"
      >
        <Icon name="smile" />
      </Autocomplete.Trigger>
      <Autocomplete.Portal>
        <Autocomplete.Positioner align="end" sideOffset={4} collisionPadding={8}>
          <Autocomplete.Popup className="popup emoji-menu" aria-label="Reactions">
            <Autocomplete.Input className="text" aria-label="Search emoji" placeholder="Search emoji" />
            <Autocomplete.List aria-label="Emoji" className="emoji-grid">
              {rows(found).map((row) => (
                <Autocomplete.Row key={row[0]?.name} className="emoji-row">
                  {row.map((emoji) => (
                    <Autocomplete.Item
                      key={emoji.name}
                      value={emoji}
                      className="emoji-item"
                      aria-label={emoji.name.replaceAll('_', ' ')}
                      title={`:${emoji.name}:`}
                      onClick={() => react(emoji)}
                    >
                      {emoji.text}
                    </Autocomplete.Item>
                  ))}
                </Autocomplete.Row>
              ))}
            </Autocomplete.List>
            <Autocomplete.Empty className="option-note">No matches.</Autocomplete.Empty>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

function rows(found: readonly Emoji[]): Emoji[][] {
  return Array.from({ length: Math.ceil(found.length / columns) }, (_, row) =>
    found.slice(row * columns, (row + 1) * columns),
  );
}
