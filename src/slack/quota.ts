import { z } from 'zod';
import type { Admission } from './admission.ts';
import { refusedWith } from './calls.ts';
import { failureReplyFor, type Words } from './failure-reply.ts';
import type { ListenerContext } from './listener-context.ts';
import { perMinute } from './per-minute.ts';

const TOO_MANY: Words = {
  nothing:
    'That was more than Muster takes from one person in a minute, so this was not done. Try again in a minute.',
  typed:
    'That was more than Muster takes from one person in a minute. Nothing that you typed is lost: leave this open and send it again in a minute.',
};

/** A command names who sent it in one way, all else that people do in another; events in neither. */
const Act = z.object({ user_id: z.string().optional(), user: z.object({ id: z.string() }).optional() });

/** Lets in whoever `admit` does, so many times a minute. Events are what others did, and are not counted. */
export function withQuota(context: ListenerContext, admit: Admission['admit']): Admission['admit'] {
  const mayAct = perMinute(context.actsAMinute, context.now);
  return async (args) => {
    const admitted = await admit(args);
    const { user, user_id } = Act.safeParse(args.body).data ?? {};
    const person = user?.id ?? user_id;
    if (admitted === null || person === undefined || mayAct(person)) return admitted;
    context.engine.log.warn({ person }, 'somebody does more in a minute than anybody can');
    const reply = failureReplyFor(context, args.body, TOO_MANY);
    await args.ack?.(reply.ack);
    context.later('quota', () =>
      reply.tell().catch((error: unknown) => {
        if (refusedWith(error) === null) throw error;
      }),
    );
    return null;
  };
}
