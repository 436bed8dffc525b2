/** The first index whose item is not less than `item`, in a list sorted by code units. */
export function lowerBound(list: readonly string[], item: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? '') < item) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function insertSorted(list: string[], item: string): void {
  const last = list[list.length - 1];
  if (last === undefined || last < item) {
    list.push(item);
    return;
  }
  const at = lowerBound(list, item);
  if (list[at] !== item) list.splice(at, 0, item);
}

export function removeSorted(list: string[], item: string): void {
  const at = lowerBound(list, item);
  if (list[at] === item) list.splice(at, 1);
}
