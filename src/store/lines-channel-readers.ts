import { effectKey } from '../domain/effect.ts';
import type { PersonId } from '../domain/kernel/escalation.ts';
import { READERS, type Readers } from '../domain/kernel/readers.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Reader, Transaction } from './client.ts';
import { isOpenIn } from './queries.ts';

/** Who reads the escalations channel, as far as it is known. */
export type KnownReaders = {
  /** Slack id of the channel that it was found out of. */
  readonly channel: string;
  /** What was found last; null before the first look. */
  readonly readers: Readers | null;
  /** Some of those whom the lines are not meant for. */
  readonly outsiders: readonly PersonId[];
  /** Since when something may have changed that nobody has looked at yet; null when all is as it was found. */
  readonly doubtedAt: Instant | null;
  /** Raised by each doubt, so that a look which began before it settles nothing. */
  readonly version: number;
  /** When managers were told last, and of what. */
  readonly told: { readonly readers: Readers; readonly at: Instant } | null;
};

const KEY = 'lines-channel-readers';

/** What counts as true of this channel now: what nobody has looked at is unknown. */
export function readersNow(known: KnownReaders | null, channel: string): Readers {
  if (known === null || known.channel !== channel || known.readers === null) return 'unknown';
  return known.readers === 'our people' && known.doubtedAt !== null ? 'unknown' : known.readers;
}

export async function knownReaders(reader: Reader, workspace: string): Promise<KnownReaders | null> {
  const where = { workspaceId_key: { workspaceId: workspace, key: KEY } };
  return read((await reader.setting.findUnique({ where }))?.value);
}

/** The same, which nobody else changes until the transaction ends. */
export async function lockReaders(tx: Transaction, workspace: string): Promise<KnownReaders | null> {
  const [row] = await tx.$queryRaw<{ value: string }[]>`
    SELECT value FROM "Setting" WHERE "workspaceId" = ${workspace} AND key = ${KEY} FOR UPDATE`;
  return read(row?.value);
}

export async function saveReaders(tx: Transaction, workspace: string, known: KnownReaders): Promise<void> {
  const row = { workspaceId: workspace, key: KEY };
  const value = JSON.stringify(known);
  await tx.setting.upsert({
    where: { workspaceId_key: row },
    create: { ...row, value },
    update: { value },
  });
}

/**
 * Something may have changed: what is written there shows the least until somebody has looked. What was known of another
 * channel is forgotten. Returns the version that a look at it settles.
 */
export async function doubtReaders(
  tx: Transaction,
  workspace: string,
  channel: string,
  at: Instant,
): Promise<number> {
  const known = await lockReaders(tx, workspace);
  const before = known?.channel === channel ? known : { readers: null, outsiders: [], doubtedAt: null };
  const version = (known?.version ?? 0) + 1;
  const told = known?.channel === channel ? known.told : null;
  await saveReaders(tx, workspace, {
    ...before,
    channel,
    told,
    version,
    doubtedAt: before.doubtedAt ?? at,
  });
  return version;
}

/** The channel has another id by now; what it showed stands there. */
export async function moveLinesChannel(
  tx: Transaction,
  workspace: string,
  from: string,
  to: string,
): Promise<void> {
  await tx.setting.updateMany({
    where: { workspaceId: workspace, key: 'lines-channel', value: from },
    data: { value: to },
  });
  await tx.post.updateMany({
    where: { workspaceId: workspace, channelId: from, key: LINE },
    data: { channelId: to },
  });
  const known = await lockReaders(tx, workspace);
  if (known?.channel === from) await saveReaders(tx, workspace, { ...known, channel: to });
}

const LINE = effectKey({ type: 'ShowLine' });

/**
 * Open escalations whose line is to be shown as it now may be.
 * @param since only those whose line was shown, or begun to be, from then on; null for all
 */
export async function linesToShow(
  reader: Reader,
  workspace: string,
  since: Instant | null,
): Promise<{ readonly id: string; readonly seq: number }[]> {
  const tried = Prisma.sql`AND EXISTS (SELECT 1 FROM "Effect" f WHERE f."escalationId" = e.id AND f.key = ${LINE}
    AND (f.state = 'running' OR f."endedAt" >= ${new Date(since ?? 0)}))`;
  return reader.$queryRaw`
    SELECT e.id, e.seq FROM "Escalation" e
    WHERE ${isOpenIn(workspace)} AND e."channelId" IS NOT NULL ${since === null ? Prisma.empty : tried}
    ORDER BY e.id`;
}

/** Of what another version wrote, only what this one knows counts. */
function read(value: string | undefined): KnownReaders | null {
  if (value === undefined) return null;
  const known = JSON.parse(value) as KnownReaders;
  return { ...known, readers: READERS.find((one) => one === known.readers) ?? null };
}
