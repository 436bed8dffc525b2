import { MINUTE } from '../domain/kernel/time.ts';
import type { Log } from '../telemetry/log.ts';

/** What is signed takes moments to arrive: a time that is further away is not Slack's doing. */
const TOLERATED_MS = 5 * MINUTE;

export type ClockTrouble = {
  readonly sentence: string;
  /** What Slack sends is refused for its time. A clock that is slow is only told of. */
  readonly isRefusing: boolean;
};

export type SlackClock = {
  /** Tells of a request that Slack has signed; `skewMs` is how far the time it signed is ahead of this machine's clock. */
  readonly note: (skewMs: number) => void;
  /** By the last request that Slack signed; null when the clock is right, or nothing has come for ten minutes. */
  readonly trouble: () => ClockTrouble | null;
};

/** Slack signs the time with each request, so over HTTP it tells us when our clock is wrong. Each change is logged once. */
export function createSlackClock(log: Log, now: () => number): SlackClock {
  let last: { readonly at: number; readonly found: ClockTrouble | null } | null = null;
  return {
    note(skewMs) {
      const found = judge(skewMs);
      const before = last?.found ?? null;
      last = { at: now(), found };
      if (found !== null && before === null) log.warn({ skewMs }, found.sentence);
      if (found === null && before !== null) log.info({ skewMs }, 'the clock of this machine is right again');
    },
    trouble: () => (last === null || now() - last.at > 10 * MINUTE ? null : last.found),
  };
}

function judge(skewMs: number): ClockTrouble | null {
  if (Math.abs(skewMs) <= TOLERATED_MS) return null;
  const minutes = Math.round(Math.abs(skewMs) / MINUTE);
  return skewMs < 0
    ? {
        sentence: `The clock of this machine is ${minutes} minutes fast, so what Slack sends is refused as too old: set it right.`,
        isRefusing: true,
      }
    : { sentence: `The clock of this machine is ${minutes} minutes slow: set it right.`, isRefusing: false };
}
