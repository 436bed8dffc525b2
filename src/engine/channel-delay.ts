import { MUSTER } from '../domain/command.ts';
import type { Effect } from '../domain/effect.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { isWorthTelling } from '../domain/slices/delay.ts';
import type { Transaction } from '../store/client.ts';
import { type Dispatched, dispatchIn } from './dispatch.ts';
import type { Engine } from './engine.ts';

type Delay = {
  readonly workspace: string;
  readonly escalation: string;
  readonly effect: Effect;
  readonly at: Instant;
  /** About when it goes on. */
  readonly until: Instant;
  /** How many go before it. */
  readonly ahead: number;
};

/** While a channel waits for long enough to be read, people are told, and asked what does not need it. */
export async function recordDelay(tx: Transaction, engine: Engine, delay: Delay): Promise<Dispatched | null> {
  const { workspace, escalation, effect, at, until, ahead } = delay;
  if (effect.type !== 'CreateChannel' || !isWorthTelling(until, at)) return null;
  const aMinute = engine.rateLimits(effect, false, null)[0]?.limits[0]?.most ?? 0;
  const to = { workspace, escalation, by: MUSTER.id };
  return dispatchIn(
    tx,
    engine,
    { type: 'RecordChannelDelay', opensAt: until, place: ahead + 1, aMinute, ...to },
    { at },
  );
}
