import { card } from './slices/card.ts';
import { channel } from './slices/channel.ts';
import { checkpoint } from './slices/checkpoint.ts';
import { context } from './slices/context.ts';
import { delay } from './slices/delay.ts';
import { failures } from './slices/failures.ts';
import { opening } from './slices/opening.ts';
import { ownership } from './slices/ownership.ts';
import { removal } from './slices/removal.ts';
import { resolution } from './slices/resolution.ts';
import { swarm } from './slices/swarm.ts';

/** Every feature of the domain. Where order matters, it is this one. */
export const SLICES = {
  opening,
  checkpoint,
  ownership,
  swarm,
  channel,
  delay,
  card,
  context,
  resolution,
  failures,
  removal,
};

/** What they add to the domain's language, all together. */
export type Types = NonNullable<(typeof SLICES)[keyof typeof SLICES]['types']>;

type Table = 'decide' | 'evolve' | 'react' | 'explain' | 'messages' | 'calls' | 'timers' | 'versions';

/**
 * The rows of all slices. `R` is what they are, taken together: since each slice has a row for every name, so have they,
 * but TypeScript cannot follow a name to its row.
 */
export function merged<R extends object>(table: Table): R {
  const rows: Record<string, unknown> = {};
  for (const slice of Object.values(SLICES)) {
    for (const [name, row] of Object.entries(slice[table])) {
      if (Object.hasOwn(rows, name)) throw new Error(`two slices have ${name} in ${table}`);
      rows[name] = row;
    }
  }
  return rows as R;
}
