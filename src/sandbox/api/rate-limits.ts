import type { Tier } from './method.ts';
import { methodSpec } from './method-specs.ts';

/** At most `calls` in any stretch of `seconds`; `perKey` counts each key (channel) for itself. */
type Window = { readonly calls: number; readonly seconds: number; readonly perKey?: boolean };

/**
 * Calls per minute, app and workspace. Source: https://docs.slack.dev/apis/web-api/rate-limits, which promises
 * "1+", "20+", "50+" and "100+" and tolerates bursts; a window that slides lets the minute's whole share come at once.
 * The special tier "varies"; the methods' pages speak of hundreds of requests per minute.
 */
const perMinute: { readonly [tier in Tier]: number } = { t1: 1, t2: 20, t3: 50, t4: 100, t5: 300 };

/** "Generally one message per second per channel", "short bursts >1 allowed", and several hundred per workspace. */
const ownWindows: { readonly [method: string]: readonly Window[] } = {
  'chat.postMessage': [{ calls: 5, seconds: 5, perKey: true }],
};

export type RateLimiter = {
  /** `key` narrows the count where Slack counts per channel: pass the channel's id. A refused call counts nothing. */
  take(
    workspace: string,
    method: string,
    key?: string,
  ): { ok: true } | { ok: false; retryAfterSeconds: number };
};

/**
 * Counts calls as Slack does, per workspace and method.
 * @param now Milliseconds.
 * @param options `tiers` replaces a tier's calls per minute; `enabled: false` lets everything through.
 */
export function createRateLimiter(
  now: () => number,
  options: { enabled?: boolean; tiers?: Partial<Record<Tier, number>> } = {},
): RateLimiter {
  const taken = new Map<string, number[]>();

  return {
    take(workspace, method, key = '') {
      const spec = methodSpec(method);
      if (options.enabled === false || !spec) return { ok: true };
      const share = options.tiers?.[spec.tier] ?? perMinute[spec.tier];
      const windows: Window[] = [{ calls: share, seconds: 60 }, ...(ownWindows[method] ?? [])];
      const at = now();
      const counts = windows.map((window) => {
        const name = JSON.stringify([workspace, method, window.seconds, window.perKey ? key : '']);
        const recent = (taken.get(name) ?? []).filter((time) => time > at - window.seconds * 1000);
        return { window, name, recent };
      });
      const waits = counts.map(({ window, recent }) => secondsUntilFree(window, recent, at));
      const wait = Math.max(...waits);
      if (wait > 0) return { ok: false, retryAfterSeconds: wait };
      for (const { name, recent } of counts) taken.set(name, [...recent, at]);
      return { ok: true };
    },
  };
}

/** Whole seconds, as `Retry-After` has them; 0 when there is room now. */
function secondsUntilFree({ calls, seconds }: Window, recent: readonly number[], at: number): number {
  if (recent.length < calls) return 0;
  const blocking = recent[recent.length - calls] ?? at;
  return Math.max(1, Math.ceil((blocking + seconds * 1000 - at) / 1000));
}
