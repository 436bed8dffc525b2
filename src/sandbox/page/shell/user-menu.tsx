import { useSelect } from '../client/context.tsx';
import { placeHash, windowUrl } from '../client/place.ts';
import { clockTime } from '../text/date.ts';
import { Avatar } from '../ui/avatar.tsx';
import { useNow } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

/** Who this window speaks as, and the others it could: one person can play a whole story. */
export function UserMenu({ onSwitchUser }: { onSwitchUser: (user: string, hash: string) => void }) {
  const me = useSelect((state) => state.me);
  const personas = useSelect((state) => state.personas);
  const place = useSelect((state) => state.place);
  const now = useNow();
  if (!me) return <div className="user-menu loading" aria-hidden="true" />;

  const items = personas.map((person) => ({
    key: person.id,
    label: (
      <span className="persona">
        <Avatar person={person} size={28} />
        <span>
          <strong>{person.name}</strong>
          <small>
            {person.title} · {clockTime(now, person.tz)}
          </small>
        </span>
      </span>
    ),
    checked: person.id === me.id,
    group: 'You are …',
    onChoose: () => person.id !== me.id && onSwitchUser(person.id, placeHash({ at: place.at })),
  }));
  const others = personas.filter(({ id }) => id !== me.id);
  const windows = others.map((person) => ({
    key: `window-${person.id}`,
    label: <>{person.name}</>,
    hint: '↗',
    group: 'In a second window',
    onChoose: () => window.open(windowUrl(person.id, { at: place.at }), '_blank', 'noopener'),
  }));
  return (
    <Menu
      label={`You are ${me.name}, ${me.title}. Switch person`}
      className="user-menu"
      items={[...items, ...windows]}
      align="start"
    >
      <Avatar person={me} size={32} />
      <span className="user-menu-text">
        <span className="user-menu-label">You are</span>
        <span className="user-menu-name">{me.name}</span>
        <small>{me.title}</small>
      </span>
      <Icon name="chevron" size={16} />
    </Menu>
  );
}
