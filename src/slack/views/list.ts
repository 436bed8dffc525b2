import type { Instant } from '../../domain/time.ts';
import type { Message } from './blocks.ts';
import type { ListRow } from './rows.ts';
import type { Names } from './text.ts';

/** The answer to /swarm list. */
export function list(_rows: readonly ListRow[], _now: Instant, _names: Names): Message {
  return { text: 'Open swarms', blocks: [] };
}
