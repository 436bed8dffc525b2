import type { SandboxOptions } from '../../src/sandbox/start.ts';

/** Slack's further tries to tell of an event, sooner than its own at once, after a minute and after five. */
export const RETRY_DELAYS_MS = [300, 6_000, 25_000] as const;

export type Witness = {
  readonly intercept: NonNullable<SandboxOptions['interceptDelivery']>;
  /** Events that Slack is still to tell of. */
  readonly pending: () => number;
  /** Channels of events that Slack gave up telling of, each as often as that happened. */
  readonly givenUp: readonly string[];
};

/** Watches what Slack tells of, since what it gives up telling nobody can know. */
export function createWitness(): Witness {
  const untold = new Set<string>();
  const givenUp: string[] = [];
  return {
    pending: () => untold.size,
    givenUp,
    async intercept(envelope, proceed) {
      if (envelope.type !== 'events_api') return proceed(envelope);
      const { event_id: id, event } = envelope.payload as { event_id: string; event: object };
      untold.add(id);
      const outcome = await proceed(envelope);
      const isLast = envelope.attempt >= RETRY_DELAYS_MS.length;
      if (outcome.kind === 'acknowledged' || isLast) untold.delete(id);
      if (outcome.kind !== 'acknowledged' && isLast) givenUp.push(channelOf(event));
      return outcome;
    },
  };
}

function channelOf(event: object): string {
  const { channel, channel_id } = event as { channel?: string | { id: string }; channel_id?: string };
  return typeof channel === 'object' ? channel.id : (channel ?? channel_id ?? '');
}
