import { useEffect } from 'react';
import { useSelect, useTitle } from '../client/context.tsx';

/** "(2) #general – Dana – Sandbox": mentions of this person come first. */
export function useWindowTitle(): void {
  const workspace = useSelect((state) => state.workspace.name);
  const me = useSelect((state) => state.me?.name ?? '');
  const app = useSelect((state) => state.app?.name ?? '');
  const conversation = useSelect((state) => state.conversations[state.place.at]);
  const mentions = useSelect((state) =>
    Object.values(state.conversations).reduce((sum, { mentions }) => sum + mentions, 0),
  );
  const name = useTitle(conversation);
  useEffect(() => {
    const place = conversation ? `${conversation.kind === 'im' ? '' : '#'}${name}` : app;
    document.title = `${mentions > 0 ? `(${mentions}) ` : ''}${[place, me, workspace].filter(Boolean).join(' – ')}`;
  }, [workspace, me, app, conversation, mentions, name]);
}
