import type { SandboxOptions } from '../../src/sandbox/start.ts';

/** Slack's further tries to tell of an event, sooner than its own at once, after a minute and after five. */
export const RETRY_DELAYS_MS = [300, 6_000, 25_000] as const;

/** Something that somebody did and Slack told Muster of. */
export type Seen = {
  readonly person: string;
  readonly at: number;
  readonly trigger: string;
  /** What the acknowledgement carried, as JSON. */
  readonly answer: string;
};

export type Witness = {
  readonly intercept: NonNullable<SandboxOptions['interceptDelivery']>;
  /** Events that Slack is still to tell of. */
  readonly pending: () => number;
  /** Channels of events that Slack gave up telling of, each as often as that happened. */
  readonly givenUp: readonly string[];
  /** Commands, presses and forms, in the order in which they ended. */
  readonly seen: readonly Seen[];
};

/** Watches what Slack tells of, since what it gives up telling nobody can know, and what it is answered. */
export function createWitness(): Witness {
  const untold = new Set<string>();
  const givenUp: string[] = [];
  const seen: Seen[] = [];
  return {
    pending: () => untold.size,
    givenUp,
    seen,
    async intercept(envelope, proceed) {
      if (envelope.type !== 'events_api') {
        const at = Date.now();
        const outcome = await proceed(envelope);
        const answer = outcome.kind === 'acknowledged' ? JSON.stringify(outcome.answer ?? '') : '';
        seen.push({ ...whoDid(envelope.payload), at, answer });
        return outcome;
      }
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

function whoDid(payload: object): { readonly person: string; readonly trigger: string } {
  const {
    user,
    user_id,
    trigger_id = '',
  } = payload as {
    user?: { id: string };
    user_id?: string;
    trigger_id?: string;
  };
  return { person: user?.id ?? user_id ?? '', trigger: trigger_id };
}

function channelOf(event: object): string {
  const { channel, channel_id } = event as { channel?: string | { id: string }; channel_id?: string };
  return typeof channel === 'object' ? channel.id : (channel ?? channel_id ?? '');
}
