import type { Transaction } from '../client.ts';
import type { StoredPost } from './read.ts';

export async function savePost(
  tx: Transaction,
  place: { readonly workspace: string; readonly escalation: string; readonly key: string },
  { channel: channelId, ts }: StoredPost,
): Promise<void> {
  const { workspace: workspaceId, escalation: escalationId, key } = place;
  await tx.post.upsert({
    where: { escalationId_key: { escalationId, key } },
    create: { workspaceId, escalationId, key, channelId, ts },
    update: { channelId, ts },
  });
}
