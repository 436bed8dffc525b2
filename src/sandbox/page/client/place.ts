/** What the main pane shows, and the thread beside it. */
export type Place = {
  /** A conversation's id; "home" for the app's Home tab; "" before anything was chosen. */
  readonly at: string;
  readonly thread?: string;
};

export const home = 'home';

/** "#C123", "#C123/1700000000.000100" (with a thread) or "#home". */
export function parsePlace(hash: string): Place {
  const [at = '', thread] = decodeURIComponent(hash.replace(/^#/, '')).split('/');
  return thread ? { at, thread } : { at };
}

export function placeHash(place: Place): string {
  return place.at ? `#${place.at}${place.thread ? `/${place.thread}` : ''}` : '';
}

/** The address of one person's window. */
export function windowUrl(user: string, place: Place): string {
  return `?as=${encodeURIComponent(user)}${placeHash(place)}`;
}
