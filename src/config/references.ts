import { z } from 'zod';

export type Contradiction = { readonly path: PropertyKey[]; readonly message: string };

/** Takes what it can read, so that these are told along with everything that does not fit the shape. */
const word = z.string().optional().catch(undefined);
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).catch([]);
const readable = z.object({
  teams: list(z.object({ key: word, name: word }).catch({})),
  playbooks: list(z.object({ key: word, trigger: word, teams: list(word) }).catch({ teams: [] })),
});

/** What contradicts itself although each part may be well-formed: names given twice and teams that do not exist. */
export function findContradictions(file: unknown): Contradiction[] {
  const parsed = readable.safeParse(file);
  if (!parsed.success) return [];
  const { teams, playbooks } = parsed.data;
  return [
    ...findTwins('teams', 'key', teams),
    ...findTwins('teams', 'name', teams),
    ...findTwins('playbooks', 'key', playbooks),
    ...findTwins('playbooks', 'trigger', playbooks),
    ...playbooks.flatMap((playbook, index) => findStrangers(index, playbook.teams, teams)),
  ];
}

function findTwins<Field extends string>(
  noun: string,
  field: Field,
  entries: readonly Readonly<Partial<Record<Field, string | undefined>>>[],
): Contradiction[] {
  return entries.flatMap((entry, index) => {
    const value = entry[field];
    const first = entries.findIndex((other) => other[field] === value);
    if (value === undefined || first === index) return [];
    const message = `"${value}" is already the ${field} of ${noun}[${first}]: give each its own.`;
    return [{ path: [noun, index, field], message }];
  });
}

function findStrangers(
  playbook: number,
  names: readonly (string | undefined)[],
  teams: readonly { readonly key?: string | undefined }[],
): Contradiction[] {
  const known = teams.flatMap(({ key }) => key ?? []);
  return names.flatMap((name, index) => {
    if (name === undefined || known.includes(name)) return [];
    const message = `"${name}" is no team: use one of ${known.join(', ')}, or add it under teams.`;
    return [{ path: ['playbooks', playbook, 'teams', index], message }];
  });
}
