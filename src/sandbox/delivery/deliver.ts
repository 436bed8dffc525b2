import type { AppErrors } from '../app-errors.ts';
import { type Intercept, passThrough } from '../intercept.ts';
import type { Json } from '../protocol.ts';
import { newSecret } from '../workspace/ids.ts';
import { payloadNames, typeOf } from './payload-names.ts';

/** What goes out to the app, whichever way it goes. */
export type Envelope = {
  readonly id: string;
  readonly type: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Json;
  /** Whether the acknowledgement may carry an answer. */
  readonly acceptsAnswer: boolean;
  readonly attempt: number;
  readonly retryReason?: string;
};

/** How a delivery ended: with the app's answer, too late, or with nobody there. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly answer: unknown }
  | {
      readonly kind: 'late';
      /** A rule wanted it so: the app is not to blame. */
      readonly isInjected?: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string; readonly noRetry?: boolean };

/** One way to the app. `send` ends with the acknowledgement, or after `timeoutMs`. */
export type Transport = {
  send(envelope: Envelope, timeoutMs: number): Promise<Outcome>;
  /** What Slack calls a missed acknowledgement on this way. */
  readonly lateReason: string;
};

export type Delivery = {
  /** A command or interaction: one try, for a person is waiting. */
  ask(type: 'slash_commands' | 'interactive', payload: Json): Promise<Outcome>;
  /** An event: in the background, tried again as Slack does. */
  tell(payload: Json): void;
  /** Everything delivered so far, oldest first, for tests that send it again. */
  readonly sent: readonly Envelope[];
  again(envelope: Envelope): Promise<Outcome>;
  stop(): void;
};

export type DeliveryOptions = {
  readonly transport: () => Transport;
  readonly ackTimeoutMs: number;
  /** Waits before an event's second, third and fourth try; Slack's: at once, a minute, five minutes. */
  readonly retryDelaysMs: readonly number[];
  readonly appErrors: AppErrors;
  readonly intercept?: Intercept<Envelope, Outcome>;
  /** Called whenever a delivery ends. */
  readonly settled: () => void;
};

const maxRemembered = 10_000;

export function createDelivery(options: DeliveryOptions): Delivery {
  const { appErrors, ackTimeoutMs, retryDelaysMs } = options;
  const intercept = options.intercept ?? passThrough;
  const timers = new Set<NodeJS.Timeout>();
  const sent: Envelope[] = [];
  let stopped = false;

  async function send(envelope: Envelope): Promise<Outcome> {
    if (sent.length >= maxRemembered) sent.splice(0, maxRemembered / 2);
    sent.push(envelope);
    // The seam for injected faults: a delivery may be dropped, doubled, held back or let overtake another.
    const outcome = await intercept(envelope, (one) => options.transport().send(one, ackTimeoutMs));
    if (outcome.kind === 'late' && !outcome.isInjected && !stopped) {
      appErrors.lateAcks += 1;
      appErrors.log.push(`No acknowledgement within ${ackTimeoutMs} ms of ${describe(envelope)}`);
    }
    options.settled();
    return outcome;
  }

  async function sendEvent(envelope: Envelope): Promise<void> {
    const outcome = await send(envelope);
    if (stopped || outcome.kind === 'acknowledged') return;
    const delay = retryDelaysMs[envelope.attempt];
    if (delay === undefined || (outcome.kind === 'failed' && outcome.noRetry)) return;
    const retryReason = outcome.kind === 'late' ? options.transport().lateReason : outcome.reason;
    const next = { ...envelope, id: newSecret(), attempt: envelope.attempt + 1, retryReason };
    const timer = setTimeout(() => {
      timers.delete(timer);
      void sendEvent(next);
    }, delay);
    timer.unref();
    timers.add(timer);
  }

  return {
    sent,
    ask: (type, payload) => send({ id: newSecret(), type, payload, acceptsAnswer: true, attempt: 0 }),
    tell(payload) {
      void sendEvent({ id: newSecret(), type: 'events_api', payload, acceptsAnswer: false, attempt: 0 });
    },
    again: (envelope) =>
      send({
        ...envelope,
        id: newSecret(),
        attempt: envelope.attempt + 1,
        retryReason: options.transport().lateReason,
      }),
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function describe({ type, payload }: Envelope): string {
  const kind = type === 'interactive' ? typeOf(payload) : type;
  return [kind, payloadNames(payload)[0]].filter(Boolean).join(' ');
}
