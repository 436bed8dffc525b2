import { useEffect, useState } from 'react';
import { ConfirmProvider } from '../blocks/confirm.tsx';
import { useSelect, useSession } from '../client/context.tsx';
import { home } from '../client/place.ts';
import { HomePane } from '../views/home-pane.tsx';
import { ModalStack } from '../views/modal.tsx';
import { ChannelPane } from './channel-pane.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { QuickSwitcher } from './quick-switcher.tsx';
import { SidePanel } from './side-panel.tsx';
import { Sidebar } from './sidebar.tsx';
import { useWindowTitle } from './window-title.ts';

/** The whole window: sidebar, main pane, side panel, and what lies over them. */
export function App({ onSwitchUser }: { onSwitchUser: (user: string, hash: string) => void }) {
  const { store } = useSession();
  const at = useSelect((state) => state.place.at);
  const ready = useSelect((state) => state.me !== null);
  const panel = useSelect((state) => state.panel);
  const [drawer, setDrawer] = useState(false);
  const [switching, setSwitching] = useState(false);
  useWindowTitle();

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setSwitching(true);
      } else if (event.key === 'Escape' && !event.defaultPrevented && store.get().panel !== 'none') {
        store.change({ type: 'panel', panel: 'none' });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: going elsewhere closes the drawer
  useEffect(() => setDrawer(false), [at]);

  return (
    <ConfirmProvider>
      <div className={`app${drawer ? ' drawer-open' : ''}`}>
        <ConnectionBanner />
        <div className="panes">
          <Sidebar
            onSwitchUser={onSwitchUser}
            onOpenSwitcher={() => setSwitching(true)}
            onClose={() => setDrawer(false)}
          />
          {drawer && <div className="scrim" aria-hidden="true" onPointerDown={() => setDrawer(false)} />}
          <main className={`main${panel !== 'none' ? ' beside-panel' : ''}`}>
            {at === home ? (
              <HomePane onMenu={() => setDrawer(true)} />
            ) : (
              <ChannelPane key={at} channel={at} ready={ready} onMenu={() => setDrawer(true)} />
            )}
          </main>
          <SidePanel />
        </div>
        <ModalStack />
        {switching && <QuickSwitcher onClose={() => setSwitching(false)} />}
      </div>
    </ConfirmProvider>
  );
}
