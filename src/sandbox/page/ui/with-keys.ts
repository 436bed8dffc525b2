/** Items with keys for React, where an item's place in the list is all the identity it has. */
export function withKeys<T>(items: readonly T[]): { key: string; item: T }[] {
  return items.map((item, index) => ({ key: `n${index}`, item }));
}
