import type { LRUCache } from 'lru-cache';
import type { Instant } from '../domain/kernel/time.ts';
import type { Database } from '../store/client.ts';
import type { Clock } from '../store/clock.ts';
import type { Log } from '../telemetry/log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Gateway } from './gateway.ts';
import type { JobNotifier } from './job-notifier.ts';
import type { Outages } from './outages.ts';
import type { RateLimits } from './rate-limits.ts';

/** What dispatching and performing need. Nothing here is Slack's but the gateway. */
export type Engine = {
  readonly db: Database;
  readonly now: () => Instant;
  /** Judges what is due: the database's clock, so that processes agree. */
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly gateway: Gateway;
  readonly notifier: JobNotifier;
  readonly rateLimits: RateLimits;
  readonly outages: Outages;
  /** Such as "esc-{number}-{customer}-{title}"; see `channelName`. */
  readonly channelPattern: string;
  /** By escalation, seq of an event up to which all are known to this version: what was read once is not checked again. */
  readonly readableUpTo: LRUCache<string, number>;
};
