import type { EffectType } from '../../domain/effect.ts';
import { type Instant, SECOND } from '../../domain/kernel/time.ts';
import { date } from '../kit/text.ts';
import { calledWhile } from '../slices.ts';

/** Something still to be done in Slack. */
export type UnderWay = { readonly type: EffectType; readonly notBefore: Instant };

/** "Still under way: the card, the topic (goes on at 14:32)"; null when all is done. */
export function underWayText(rows: readonly UnderWay[], now: Instant): string | null {
  const waits = new Map<string, Instant>();
  for (const { type, notBefore } of rows) {
    const called = calledWhile(type);
    waits.set(called, Math.min(notBefore, waits.get(called) ?? notBefore));
  }
  if (waits.size === 0) return null;
  const parts = [...waits].map(([noun, until]) =>
    until > now + SECOND ? `${noun} (goes on at ${date(until, 'time')})` : noun,
  );
  return `Still under way: ${parts.join(', ')}`;
}
