import type { Database, Reader } from './client.ts';

/** Slack id of the channel that lists all escalations. */
const LINES_CHANNEL = 'lines-channel';

/** @param channel Slack id of the escalations channel; null when there is none. */
export async function rememberLinesChannel(
  db: Database,
  workspace: string,
  channel: string | null,
): Promise<void> {
  const key = { workspaceId: workspace, key: LINES_CHANNEL };
  if (channel === null) {
    await db.setting.deleteMany({ where: key });
    return;
  }
  await db.setting.upsert({
    where: { workspaceId_key: key },
    create: { ...key, value: channel },
    update: { value: channel },
  });
}

export async function linesChannelOf(reader: Reader, workspace: string): Promise<string | null> {
  const key = { workspaceId: workspace, key: LINES_CHANNEL };
  return (await reader.setting.findUnique({ where: { workspaceId_key: key } }))?.value ?? null;
}
