import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import pTimeout from 'p-timeout';
import { noteArrival } from './deadline.ts';
import { failureReplyFor, UNKNOWN, wordsFor } from './failure-reply.ts';
import type { ListenerContext } from './listener-context.ts';
import { isTelling } from './listeners/channel.ts';

/** Slack waits 3 s for an answer. This leaves time to give one; what is committed on the way there takes less. */
const ANSWER_MS = 2_400;

export type AckReceiver = {
  readonly receiver: Receiver;
  /** Takes nothing new, and resolves when what was taken is done: whatever is left out, Slack sends again. */
  readonly close: () => Promise<void>;
};

/**
 * Everything that arrives passes through here. Bolt acknowledges an event before its listeners run, so a crash in
 * between would lose it: here its acknowledgement waits for them, and never comes when they fail or hang, so that
 * Slack sends the event again. A person who waits is answered in time in any case.
 */
export function createAckReceiver(receiver: Receiver, context: ListenerContext): AckReceiver {
  const underWay = new Set<Promise<void>>();
  let isClosed = false;

  function take(app: App, event: ReceiverEvent): Promise<void> {
    const isEvent = event.body.type === 'event_callback';
    if (!isEvent) return takeFromPerson(context, app, event);
    // No listener would do anything, yet all would be asked.
    return isIgnored(event.body.event) ? event.ack() : takeEvent(app, event);
  }

  return {
    receiver: {
      init: (app) => {
        const held = Object.create(app) as App;
        held.processEvent = (event) => {
          if (isClosed) return Promise.resolve();
          noteArrival(event.body);
          const taken = take(app, event);
          underWay.add(taken);
          void taken.catch(() => {}).finally(() => underWay.delete(taken));
          return taken;
        };
        receiver.init(held);
      },
      start: (...args) => receiver.start(...args),
      stop: (...args) => receiver.stop(...args),
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}

function isIgnored(event: { readonly type?: unknown; readonly subtype?: unknown } | undefined): boolean {
  return event?.type === 'message' && !isTelling(event.subtype);
}

async function takeEvent(app: App, event: ReceiverEvent): Promise<void> {
  await inTime(app.processEvent({ ...event, ack: async () => {} }));
  await event.ack();
}

async function takeFromPerson(context: ListenerContext, app: App, event: ReceiverEvent): Promise<void> {
  let answered: 'no' | 'by the listener' | 'with a failure reply' = 'no';
  const ack = async (answer?: unknown): Promise<void> => {
    // The person has been told to try again; committing now would contradict that.
    if (answered === 'with a failure reply') throw new TooLate();
    answered = 'by the listener';
    work.clear();
    await event.ack(answer);
  };
  const work = inTime(app.processEvent({ ...event, ack }));
  try {
    await work;
    if ((answered as string) === 'no') await answerUnknown(context, event);
  } catch (error) {
    // TypeScript does not see that `ack` assigns.
    if ((answered as string) !== 'no') throw error;
    answered = 'with a failure reply';
    context.engine.log.error({ err: error }, 'somebody was asked to try again in a moment');
    const reply = failureReplyFor(context, event.body, wordsFor(error));
    await event.ack(reply.ack);
    context.later('failure reply', reply.tell);
  }
}

/** Nobody listens for it: a button of an earlier version, say. */
async function answerUnknown(context: ListenerContext, event: ReceiverEvent): Promise<void> {
  context.engine.log.warn({ type: event.body.type }, 'something arrived that Muster does not know');
  const reply = failureReplyFor(context, event.body, UNKNOWN);
  await event.ack(reply.ack);
  context.later('failure reply', reply.tell);
}

/** The listener took longer than Slack waits. */
class TooLate extends Error {
  override name = 'TooLate';

  constructor() {
    super('not done in the time that Slack waits for an answer');
  }
}

function inTime(work: Promise<void>) {
  return pTimeout(work, { milliseconds: ANSWER_MS, message: new TooLate() });
}
