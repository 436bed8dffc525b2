import type { Event } from '../../domain/event.ts';
import type { Escalation } from '../../domain/kernel/escalation.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import { CARD } from './read.ts';

/** Moves the channel's messages to its new id, or forgets them when another channel has replaced it. */
export function keepPosts(
  batch: Batch,
  before: Escalation | null,
  after: Escalation,
  events: readonly Event[],
): void {
  const [from, to] = [before?.channel?.id, after.channel?.id];
  if (events.some((event) => event.type === 'CardDeleted' || event.type === 'CardFrozen')) {
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
