import { effectKey } from '../../domain/effect.ts';
import type { Reader } from '../client.ts';

/** Where a message of ours stands in Slack. */
export type StoredPost = { readonly channel: string; readonly ts: string };

/** Every message of an escalation that we know of, by the key of the effect that shows it. */
export async function postsOf(reader: Reader, escalation: string): Promise<Map<string, StoredPost>> {
  const rows = await reader.post.findMany({ where: { escalationId: escalation } });
  return new Map(rows.map((row) => [row.key, { channel: row.channelId, ts: row.ts }]));
}

/** The escalation whose card this message is; null when it is none, or no longer. */
export async function escalationOfCard(
  reader: Reader,
  workspace: string,
  { channel: channelId, ts }: StoredPost,
): Promise<string | null> {
  const row = await reader.post.findFirst({ where: { workspaceId: workspace, channelId, ts, key: CARD } });
  return row?.escalationId ?? null;
}

export const CARD = effectKey({ type: 'ShowCard' });
