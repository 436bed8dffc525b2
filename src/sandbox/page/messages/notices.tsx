import type { Where } from '../../protocol.ts';
import { useSelect, useSession } from '../client/context.tsx';
import { type Notice, whereKey } from '../state/state.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** What went wrong, near where the person acted: at a message or view when `where` is given, else above the composer. */
export function Notices({ where }: { where?: Where }) {
  const notices = useSelect((state) => state.notices);
  const at = useSelect((state) => state.place.at);
  const views = useSelect((state) => state.views);
  const here = notices.filter((notice) =>
    where
      ? isAt(notice, where)
      : isUnanchored(
          notice,
          at,
          views.map(({ id }) => id),
        ),
  );
  return (
    <div role="status" aria-live="polite" className="notices">
      {here.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function isAt(notice: Notice, where: Where): boolean {
  return notice.where !== undefined && whereKey(notice.where) === whereKey(where);
}

/* A notice for a modal that has closed meanwhile still has to be read. */
function isUnanchored(notice: Notice, at: string, openViews: readonly string[]): boolean {
  if (!notice.where) return notice.channel === at;
  return (
    'view' in notice.where &&
    notice.channel === at &&
    at !== 'home' &&
    !openViews.includes(notice.where.view.id)
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const { store } = useSession();
  return (
    <div className="notice">
      <Icon name="warning" size={16} />
      <span>{notice.text}</span>
      <IconButton
        icon="close"
        label="Dismiss"
        size={14}
        onClick={() => store.change({ type: 'notice.dismissed', id: notice.id })}
      />
    </div>
  );
}
