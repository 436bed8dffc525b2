import type { Transaction } from '../client.ts';
import type { StoredPost } from './read.ts';

/** Forgets a message that is no longer there; false when another one shows this by now. */
export async function forgetPost(
  tx: Transaction,
  { escalation, key }: { readonly escalation: string; readonly key: string },
  { channel, ts }: StoredPost,
): Promise<boolean> {
  const where = { escalationId: escalation, key, channelId: channel, ts };
  return (await tx.post.deleteMany({ where })).count > 0;
}
