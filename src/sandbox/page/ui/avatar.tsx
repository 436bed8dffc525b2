import type { Person } from '../../protocol.ts';

/** Initials on the person's colour; the name stands beside it, so it is decoration. */
export function Avatar({ person, size = 36 }: { person: Person | undefined; size?: number }) {
  const style = {
    width: size,
    height: size,
    fontSize: Math.round(size * (size < 24 ? 0.5 : 0.4)),
    borderRadius: Math.max(4, Math.round(size / 5)),
    background: person?.color || '#8d8d93',
  };
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {initials(person?.name ?? '', size < 24 ? 1 : 2)}
    </span>
  );
}

function initials(name: string, count: number): string {
  const words = name.split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const picked = words.length > 1 && count > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
