import { useSelect, useSession } from '../client/context.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

/** The app's global shortcuts, in the composer's "+" menu. */
export function GlobalShortcuts() {
  const { call, attempt } = useSession();
  const app = useSelect((state) => state.app);
  const shortcuts = (app?.shortcuts ?? []).filter(({ type }) => type === 'global');
  if (shortcuts.length === 0) return null;
  const items = shortcuts.map(({ callbackId, name, description }) => ({
    key: callbackId,
    label: (
      <span className="shortcut">
        {name}
        <small>{description}</small>
      </span>
    ),
    group: app?.name,
    onChoose: () => void attempt(() => call('shortcut', { callbackId })),
  }));
  return (
    <Menu label="Shortcuts" items={items} align="start">
      <Icon name="plus" />
    </Menu>
  );
}
