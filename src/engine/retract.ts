import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../domain/kernel/time.ts';
import { effectState } from '../store/outbox/read.ts';
import { postsOf } from '../store/posts/read.ts';
import type { Engine } from './engine.ts';
import type { Job, Post } from './gateway.ts';
import type { Claim } from './outbox.ts';

/** How often to look: for somebody else, who has the effect in hand, and whether Slack lets go of the message now. */
const LOOKS = 15;

/**
 * Who stood still in the middle of a call, for longer than the lease, makes it once more when going on: Slack then shows two
 * messages, and Muster knows the other one. This one goes again.
 */
export async function retractSecond(
  { db, gateway, log }: Engine,
  { row, escalation }: Claim,
  { workspace }: Job,
  post: Post,
): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    // In this order: who ends an effect saves its post at once, so that of one that has ended is known.
    const state = await effectState(db, row.id);
    const known = (await postsOf(db, escalation)).get(row.key);
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
