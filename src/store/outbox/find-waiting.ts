import { Prisma } from '../../generated/prisma/client.ts';
import { atMost } from '../bulk.ts';
import type { Reader } from '../client.ts';
import type { Clock } from '../clock.ts';
import { isBehindUnknown, isKnownEffect, isReadable } from '../known.ts';

/**
 * Escalations with something that can be done now: the highest severity first, then one of each person's before the second of
 * anybody's, then whose longest waiting effect was staged first.
 */
export async function waitingEscalations(reader: Reader, clock: Clock, limit: number): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    WITH due AS (
      SELECT f."escalationId", f.lane, f.needs, f.position FROM "Effect" f
      WHERE f.state = 'pending' AND f."notBefore" <= ${clock()} AND ${isKnownEffect('f')}
      UNION ALL
      SELECT f."escalationId", f.lane, f.needs, f.position FROM "Effect" f
      WHERE f.state = 'running' AND f."leaseUntil" <= ${clock()} AND ${isKnownEffect('f')}
    ), waiting AS (
      SELECT due."escalationId" AS id, e.severity, min(due.position) AS first,
        row_number() OVER (PARTITION BY e.severity, e."repId" ORDER BY min(due.position)) AS turn
      FROM due JOIN "Escalation" e ON e.id = due."escalationId"
      WHERE (due.needs = 'nothing' OR (due.needs = 'channel' AND e."channelId" IS NOT NULL)
        OR (due.needs = 'card' AND EXISTS (SELECT 1 FROM "Post" p WHERE p."escalationId" = e.id AND p.key = 'card')))
        AND NOT ${isBehindUnknown('due')}
      GROUP BY 1, 2, e."repId" ORDER BY 2, 4, 3 OFFSET 0
    )
    SELECT id FROM waiting
    WHERE ${isReadable(Prisma.sql`waiting.id`)} ORDER BY severity, turn, first ${atMost(limit)}`;
  return rows.map((row) => row.id);
}
