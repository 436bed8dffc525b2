import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SessionProvider } from './client/context.tsx';
import { type Session, startSession } from './client/session.ts';
import { App } from './shell/app.tsx';

/* The address says who this window speaks as, so that two windows can be two people. */
function userInAddress(): string {
  return new URLSearchParams(location.search).get('as') ?? localStorage.getItem('sandbox.as') ?? '';
}

function Page() {
  const [session, setSession] = useState<Session>(() => startSession(userInAddress()));

  useEffect(() => {
    const follow = (): void => {
      const user = userInAddress();
      if (user === (session.store.get().me?.id ?? session.user)) return;
      session.close();
      setSession(startSession(user));
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [session]);

  function switchUser(user: string, hash: string): void {
    session.close();
    history.pushState(null, '', `?as=${encodeURIComponent(user)}${hash}`);
    setSession(startSession(user));
  }

  return (
    <SessionProvider key={session.user} value={session}>
      <App onSwitchUser={switchUser} />
    </SessionProvider>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Page />);
