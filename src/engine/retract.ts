import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../domain/kernel/time.ts';
import { effectState } from '../store/outbox/read.ts';
import { postsByKey } from '../store/posts/read.ts';
import type { Engine } from './engine.ts';
import type { Job, Post } from './gateway.ts';
import type { Claim } from './outbox.ts';

/** How often to try: while another worker has the effect leased, and while Slack does not delete the message. */
const LOOKS = 15;

/**
 * A worker suspended in the middle of a call for longer than its lease completes that call afterwards, though another
 * worker has made it too: Slack then shows two messages. This one is deleted; the other one is the stored one.
 */
export async function retractSecond(
  { db, gateway, log }: Engine,
  { row, escalation }: Claim,
  { workspace }: Job,
  post: Post,
): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    // The effect is read before the post: whoever ends an effect saves its post in the same transaction.
    const state = await effectState(db, row.id);
    const known = (await postsByKey(db, escalation, [row.key])).get(row.key);
    if (known?.ts === post.ts && known.channel === post.channel) return;
    const isDone = state === 'done';
    if (state === 'failed' || (isDone && known === undefined)) return;
    const outcome = isDone ? await gateway.retract(workspace, post) : null;
    if (outcome !== null)
      log.warn({ escalation, post, outcome }, 'a second message of the same is taken away');
    if (outcome !== null && outcome.kind !== 'later' && outcome.kind !== 'unsure') return;
    await sleep(outcome?.kind === 'later' ? outcome.afterMs : SECOND);
  }
}

/**
 * What cannot be edited any more, or stands where it is not read any more, is posted anew, and the old one is taken away; where
 * Slack does not allow that, only its pin. Nothing depends on it, so after a few tries it stays.
 */
export async function retractFormer({ gateway, log }: Engine, { workspace }: Job, post: Post): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const outcome = await gateway.retract(workspace, post);
    if (outcome.kind !== 'later' && outcome.kind !== 'unsure') return;
    await sleep(outcome.kind === 'later' ? outcome.afterMs : SECOND);
  }
  log.warn({ post }, 'a message that is shown anew could not be taken away');
}
