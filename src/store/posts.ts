import type { Transaction } from './client.ts';

/** Where a message of ours stands in Slack. */
export type StoredPost = { readonly channel: string; readonly ts: string };

/** Every message of an escalation that we know of, by the key of the effect that shows it. */
export async function postsOf(tx: Transaction, escalation: string): Promise<Map<string, StoredPost>> {
  const rows = await tx.post.findMany({ where: { escalationId: escalation } });
  return new Map(rows.map((row) => [row.key, { channel: row.channelId, ts: row.ts }]));
}

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
