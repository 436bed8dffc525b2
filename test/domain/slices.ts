import type { Effect } from '../../src/domain/effect.ts';
import type { EventBody } from '../../src/domain/event.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { SLICES } from '../../src/domain/slices.ts';
import { card } from './slices/card/table.ts';
import { channel } from './slices/channel/table.ts';
import { checkpoint } from './slices/checkpoint/table.ts';
import { context } from './slices/context/table.ts';
import { delay } from './slices/delay/table.ts';
import { failures } from './slices/failures/table.ts';
import { opening } from './slices/opening/table.ts';
import { ownership } from './slices/ownership/table.ts';
import { removal } from './slices/removal/table.ts';
import { resolution } from './slices/resolution/table.ts';
import { swarm } from './slices/swarm/table.ts';
import type { Evolved, Explained, Kept, Reacted, SliceTable } from './tables/slice-table.ts';

type Domain = typeof SLICES;

/** The tables of all slices; a slice without one does not compile. */
export const TABLES: { readonly [N in keyof Domain]: SliceTable<NonNullable<Domain[N]['types']>> } = {
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

const all = Object.values(TABLES);

export const CASES = all.flatMap((table) => table.cases);
export const EVOLVED = all.flatMap(({ evolve }) =>
  Object.values<readonly Evolved<EventBody>[]>(evolve).flat(),
);
export const REACTED = all.flatMap(({ react }) => Object.values<readonly Reacted<EventBody>[]>(react).flat());
export const KEPT = all.flatMap(({ effects }) => Object.values<Kept<Effect>>(effects));
export const EXPLAINED = all.flatMap(({ refusals }) =>
  Object.values<readonly Explained<Refusal>[]>(refusals).flat(),
);
