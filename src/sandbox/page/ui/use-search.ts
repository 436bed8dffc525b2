import { useEffect, useEffectEvent, useState } from 'react';

type Found<T> = {
  readonly items: readonly T[];
  /** Said in place of the items when there are none. */
  readonly note: string;
};

const nothing = { query: '', items: [], note: '' };
const pauseMs = 120;

/**
 * What `search` finds for the query, asked for once the typing pauses; nothing while there is no query. Until the
 * answer comes, what was found before and still fits.
 */
export function useSearch<T extends { readonly label: string }>(
  query: string | undefined,
  search: (query: string) => Promise<readonly T[]>,
): Found<T> {
  const [found, setFound] = useState<Found<T> & { readonly query: string }>(nothing);
  const ask = useEffectEvent(search);

  useEffect(() => {
    if (query === undefined) return;
    let current = true;
    const timer = setTimeout(
      async () => {
        const answer = await ask(query).then(noted, (error: Error) => ({ items: [], note: error.message }));
        if (current) setFound({ query, ...answer });
      },
      query === '' ? 0 : pauseMs,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);

  if (query === undefined) return nothing;
  if (found.query === query && found !== nothing) return found;
  return noted(matching(found.items, query), 'Loading…');
}

/** Those whose label contains the query. */
export function matching<T extends { readonly label: string }>(items: readonly T[], query: string): T[] {
  return items.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()));
}

export function noted<T>(items: readonly T[], ifNone = 'No matches.'): Found<T> {
  return { items, note: items.length > 0 ? '' : ifNone };
}
