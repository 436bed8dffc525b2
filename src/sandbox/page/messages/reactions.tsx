import type { Message } from '../../protocol.ts';
import { useSelect, useSession } from '../client/context.tsx';
import { emojiOf } from '../text/emoji.ts';
import { EmojiMenu } from './emoji-menu.tsx';

export function Reactions({ message }: { message: Message }) {
  const { call, attempt } = useSession();
  const me = useSelect((state) => state.me?.id ?? '');
  const people = useSelect((state) => state.people);
  const { channel, ts } = message;
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => {
        const mine = users.includes(me);
        const who = users.map((id) => (id === me ? 'You' : (people[id]?.name ?? id))).join(', ');
        return (
          <button
            type="button"
            key={name}
            className={`reaction${mine ? ' mine' : ''}`}
            aria-pressed={mine}
            aria-label={`${name.replaceAll('_', ' ')}: ${users.length}`}
            title={`${who} reacted with :${name}:`}
            onClick={() =>
              void attempt(() => call('message.react', { channel, ts, name, on: !mine }), {
                message: { channel, ts },
              })
            }
          >
            <span className="emoji">{emojiOf(name) ?? `:${name}:`}</span> {users.length}
          </button>
        );
      })}
      <EmojiMenu message={message} className="reaction add" />
    </div>
  );
}
