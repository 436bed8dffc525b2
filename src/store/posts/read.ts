import { effectKey } from '../../domain/effect.ts';
import type { Reader } from '../client.ts';

/** Where a message of ours stands in Slack. */
export type StoredPost = { readonly channel: string; readonly ts: string };

/** Every message of an escalation that we know of, by the key of the effect that shows it. */
export async function postsOf(reader: Reader, escalation: string): Promise<Map<string, StoredPost>> {
  return byKey(await reader.post.findMany({ where: { escalationId: escalation } }));
}

/** Those of them that these keys name: each line that was ever said is a message. */
export async function postsByKey(
  reader: Reader,
  escalation: string,
  keys: readonly string[],
): Promise<Map<string, StoredPost>> {
  return byKey(
    await reader.$queryRaw<PostRow[]>`
      SELECT key, "channelId", ts FROM "Post" WHERE "escalationId" = ${escalation} AND key = ANY (${[...keys]}::text[])`,
  );
}

type PostRow = { readonly key: string; readonly channelId: string; readonly ts: string };

function byKey(rows: readonly PostRow[]): Map<string, StoredPost> {
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
