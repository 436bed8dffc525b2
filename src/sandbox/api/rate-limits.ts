import type { Tier } from './facts.ts';

export type RateLimiter = {
  /** `key` narrows the count where Slack counts per channel: pass the channel's id. */
  take(
    workspace: string,
    method: string,
    key?: string,
  ): { ok: true } | { ok: false; retryAfterSeconds: number };
};

export function createRateLimiter(
  _now: () => number,
  _options: { enabled?: boolean; tiers?: Partial<Record<Tier, number>> } = {},
): RateLimiter {
  return { take: () => ({ ok: true }) };
}
