import { useMemo } from 'react';
import type { View } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { usePerson, useSelect } from '../client/context.tsx';
import { Notices } from '../messages/notices.tsx';
import { AppTabs } from '../shell/channel-header.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** The app under "Apps": its Home tab. Messages lead to its direct message. */
export function HomePane({ onMenu }: { onMenu: () => void }) {
  const app = useSelect((state) => state.app);
  const view = useSelect((state) => state.home);
  const loaded = useSelect((state) => state.homeLoaded);
  const bot = usePerson(app?.botUserId ?? '');
  return (
    <>
      <header className="channel-header">
        <IconButton icon="menu" label="Open the sidebar" className="only-narrow" onClick={onMenu} />
        <div className="direct-title">
          <Avatar person={bot} size={26} />
          <h2>{app?.name}</h2>
          <AppTabs current="home" />
        </div>
      </header>
      <div className="home scroller" data-testid="home" role="tabpanel" aria-label="Home">
        {view ? (
          <HomeView view={view} />
        ) : (
          loaded && <p className="empty">{app?.name} has not published its Home yet.</p>
        )}
      </div>
    </>
  );
}

function HomeView({ view }: { view: View }) {
  const where = useMemo(() => ({ view: { id: view.id } }), [view.id]);
  return (
    <div className="home-body">
      <Notices where={where} />
      <Blocks blocks={view.blocks} where={where} />
    </div>
  );
}
