import type { EffectType } from '../../domain/effect.ts';
import { type Instant, SECOND } from '../../domain/time.ts';
import { date } from './text.ts';

/** Something still to be done in Slack. */
export type UnderWay = { readonly type: EffectType; readonly notBefore: Instant };

const NOUNS: Readonly<Record<EffectType, string>> = {
  CreateChannel: 'opening the channel',
  Invite: 'bringing people in',
  ReachChannel: 'going back into the channel',
  ShowCard: 'the card',
  PinCard: 'the pin',
  ShowTopic: 'the topic',
  ShowLine: 'the line in the escalations channel',
  ShowClaimRequest: 'asking leads to claim',
  ShowCheckpoint: 'asking for the customer update',
  ShowOffer: 'the hand-over offer',
  Say: 'messages in the channel',
  Tell: 'direct messages',
};

/** "Still under way: the card, the topic (goes on at 14:32)"; null when all is done. */
export function underWayText(rows: readonly UnderWay[], now: Instant): string | null {
  const waits = new Map<string, Instant>();
  for (const { type, notBefore } of rows) {
    waits.set(NOUNS[type], Math.min(notBefore, waits.get(NOUNS[type]) ?? notBefore));
  }
  if (waits.size === 0) return null;
  const parts = [...waits].map(([noun, until]) =>
    until > now + SECOND ? `${noun} (goes on at ${date(until, 'time')})` : noun,
  );
  return `Still under way: ${parts.join(', ')}`;
}
