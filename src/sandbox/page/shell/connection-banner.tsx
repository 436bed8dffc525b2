import { useEffect, useState } from 'react';
import { useSelect } from '../client/context.tsx';

/** Quiet for a blink of a lost connection, a line at the top when it lasts; also says when no app is connected. */
export function ConnectionBanner() {
  const connection = useSelect((state) => state.connection);
  const app = useSelect((state) => state.app);
  const [lasting, setLasting] = useState(false);

  useEffect(() => {
    if (connection === 'open') return setLasting(false);
    const timer = setTimeout(() => setLasting(true), connection === 'disconnected' ? 700 : 2500);
    return () => clearTimeout(timer);
  }, [connection]);

  const text = lasting
    ? 'The sandbox does not answer. This page reconnects by itself.'
    : connection === 'open' && app && !app.connected
      ? `${app.name} is not connected. Messages work; commands, buttons and shortcuts wait for the app.`
      : '';
  return (
    <div role="status" className={`connection-banner${lasting ? ' lost' : ''}`} hidden={!text}>
      {text}
    </div>
  );
}
