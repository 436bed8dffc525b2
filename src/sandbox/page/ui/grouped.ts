export type Group<T> = { readonly name: string; readonly items: readonly T[] };

/** Neighbours of the same `group` together, as menus and lists show them. */
export function grouped<T extends { readonly group?: string }>(items: readonly T[]): Group<T>[] {
  const groups: { name: string; items: T[] }[] = [];
  for (const item of items) {
    const name = item.group ?? '';
    const last = groups.at(-1);
    if (last?.name === name) last.items.push(item);
    else groups.push({ name, items: [item] });
  }
  return groups;
}
