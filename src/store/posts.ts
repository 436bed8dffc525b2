import { effectKey } from '../domain/effect.ts';
import type { Event } from '../domain/event.ts';
import type { Escalation } from '../domain/kernel/escalation.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Batch } from './batch.ts';
import type { Reader, Transaction } from './client.ts';

/** Where a message of ours stands in Slack. */
export type StoredPost = { readonly channel: string; readonly ts: string };

/** Every message of an escalation that we know of, by the key of the effect that shows it. */
export async function postsOf(reader: Reader, escalation: string): Promise<Map<string, StoredPost>> {
  const rows = await reader.post.findMany({ where: { escalationId: escalation } });
  return new Map(rows.map((row) => [row.key, { channel: row.channelId, ts: row.ts }]));
}

/** Forgets a message that is no longer there; false when another one shows this by now. */
export async function forgetPost(
  tx: Transaction,
  { escalation, key }: { readonly escalation: string; readonly key: string },
  { channel, ts }: StoredPost,
): Promise<boolean> {
  const where = { escalationId: escalation, key, channelId: channel, ts };
  return (await tx.post.deleteMany({ where })).count > 0;
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

/** What stood in the channel goes with it: to its new id, or, when another channel took its place, for good. */
export function keepPosts(
  batch: Batch,
  before: Escalation | null,
  after: Escalation,
  events: readonly Event[],
): void {
  const [from, to] = [before?.channel?.id, after.channel?.id];
  if (events.some((event) => event.type === 'CardDeleted')) {
    batch.add('Post', Prisma.sql`DELETE FROM "Post" WHERE "escalationId" = ${after.id} AND key = ${CARD}`);
  }
  if (from === undefined || to === undefined || from === to) return;
  const stood = Prisma.sql`WHERE "escalationId" = ${after.id} AND "channelId" = ${from}`;
  if (events.some((event) => event.type === 'SwarmChannelRenamed')) {
    batch.add('Post', Prisma.sql`UPDATE "Post" SET "channelId" = ${to} ${stood}`);
  } else {
    batch.add('Post', Prisma.sql`DELETE FROM "Post" ${stood}`);
  }
}

const CARD = effectKey({ type: 'ShowCard' });

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
