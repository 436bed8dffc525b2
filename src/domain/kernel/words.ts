import { type Duration, durationInWords, SECOND } from './time.ts';

/** Parts of sentences. */

/** " 2 min ago", " just now", or nothing for null. */
export function ago(duration: Duration | null): string {
  if (duration === null) return '';
  return duration < SECOND ? ' just now' : ` ${durationInWords(duration)} ago`;
}

/** British English sets no comma before the last. */
const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** "Dana, Lee or Nora" */
export function anyOf(names: readonly string[]): string {
  return OR.format(names);
}
