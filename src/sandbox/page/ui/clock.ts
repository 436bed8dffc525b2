import { useSyncExternalStore } from 'react';

let minute = 0;

/** Unix seconds, the same for all who ask, renewed each minute: enough for "Today" and "5 minutes ago". */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current);
}

function current(): number {
  minute ||= Math.floor(Date.now() / 1000);
  return minute;
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    minute = Math.floor(Date.now() / 60_000) * 60;
    listener();
  }, 60_000);
  return () => clearInterval(timer);
}
