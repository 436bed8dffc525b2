import { type Duration, SECOND, say } from './time.ts';

/** Parts of sentences. */

/** " 2 min ago", " just now", or nothing for null. */
export function ago(duration: Duration | null): string {
  if (duration === null) return '';
  return duration < SECOND ? ' just now' : ` ${say(duration)} ago`;
}

/** "Dana, Lee or Nora" */
export function anyOf(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
