import { useSelect } from '../client/context.tsx';
import { placeHash, windowOf } from '../client/place.ts';
import { clockTime } from '../text/date.ts';
import { Avatar } from '../ui/avatar.tsx';
import { useNow } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

/** Who this window speaks as, and the others it could: one person can play a whole story. */
export function YouAre({ onBecome }: { onBecome: (user: string, hash: string) => void }) {
  const me = useSelect((state) => state.me);
  const personas = useSelect((state) => state.personas);
  const place = useSelect((state) => state.place);
  const now = useNow();
  if (!me) return <div className="you-are loading" aria-hidden="true" />;

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
    onChoose: () => person.id !== me.id && onBecome(person.id, placeHash({ at: place.at })),
  }));
  const others = personas.filter(({ id }) => id !== me.id);
  const windows = others.map((person) => ({
    key: `window-${person.id}`,
    label: <>{person.name}</>,
    hint: '↗',
    group: 'In a second window',
    onChoose: () => window.open(windowOf(person.id, { at: place.at }), '_blank', 'noopener'),
  }));
  return (
    <Menu
      label={`You are ${me.name}, ${me.title}. Switch person`}
      className="you-are"
      items={[...items, ...windows]}
      align="start"
    >
      <Avatar person={me} size={32} />
      <span className="you-are-text">
        <span className="you-are-label">You are</span>
        <span className="you-are-name">{me.name}</span>
        <small>{me.title}</small>
      </span>
      <Icon name="chevron" size={16} />
    </Menu>
  );
}
