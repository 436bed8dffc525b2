import type { Database, Reader } from './client.ts';

/** Slack id of the channel that lists all escalations, and the name by which it was found. */
const LINES_CHANNEL = 'lines-channel';
const LINES_CHANNEL_NAME = 'lines-channel-name';

/** In place of an id while the channel is being looked for: what is to be said there waits. */
export const SOUGHT = '';

/**
 * @param channel Slack id of the escalations channel; null when there is none
 * @param name as configured
 */
export async function rememberLinesChannel(
  db: Database,
  workspace: string,
  channel: string | null,
  name?: string,
): Promise<void> {
  await keep(db, workspace, LINES_CHANNEL, channel);
  await keep(db, workspace, LINES_CHANNEL_NAME, channel === null ? null : (name ?? null));
}

/** Null when there is none, `SOUGHT` while it is not known. */
export async function linesChannelOf(reader: Reader, workspace: string): Promise<string | null> {
  return settingOf(reader, workspace, LINES_CHANNEL);
}

/** The name by which it was found, whatever it is called by now. */
export async function linesChannelName(reader: Reader, workspace: string): Promise<string | null> {
  return settingOf(reader, workspace, LINES_CHANNEL_NAME);
}

async function settingOf(reader: Reader, workspaceId: string, key: string): Promise<string | null> {
  const row = await reader.setting.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
  return row?.value ?? null;
}

async function keep(db: Database, workspaceId: string, key: string, value: string | null): Promise<void> {
  const row = { workspaceId, key };
  if (value === null) {
    await db.setting.deleteMany({ where: row });
    return;
  }
  await db.setting.upsert({
    where: { workspaceId_key: row },
    create: { ...row, value },
    update: { value },
  });
}
