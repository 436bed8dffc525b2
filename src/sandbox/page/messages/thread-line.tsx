import type { Message } from '../../protocol.ts';
import { usePerson, useSession, useZone } from '../client/context.tsx';
import { dayAndTime } from '../text/date.ts';
import { Avatar } from '../ui/avatar.tsx';
import { useNow } from '../ui/clock.ts';

/** Under a message with replies: who replied, how many, when last. Opens the thread. */
export function ThreadLine({ message }: { message: Message }) {
  const { go } = useSession();
  const zone = useZone();
  const now = useNow();
  const count = message.replyCount;
  return (
    <button
      type="button"
      className="thread-line"
      onClick={() => go({ at: message.channel, thread: message.ts })}
    >
      {message.replyUsers.slice(0, 4).map((id) => (
        <Replier key={id} id={id} />
      ))}
      <span className="thread-count">{count === 1 ? '1 reply' : `${count} replies`}</span>
      {message.latestReply && (
        <span className="thread-when">
          Last reply {dayAndTime(Number(message.latestReply), { zone, now })}
        </span>
      )}
    </button>
  );
}

function Replier({ id }: { id: string }) {
  return <Avatar person={usePerson(id)} size={22} />;
}
