import { type KeptAnswer, parseAnswer } from '../answer-schema.ts';
import type { Reader } from '../client.ts';

/**
 * What was answered to the first delivery; null when there was none or it has no answer, 'unknown' when only a newer version
 * of Muster can read it.
 */
export async function findAnswer(
  reader: Reader,
  workspace: string,
  key: string,
): Promise<KeptAnswer | 'unknown' | null> {
  const row = await reader.inbox.findUnique({ where: { workspaceId_key: { workspaceId: workspace, key } } });
  if (row === null || row.response === null) return null;
  return parseAnswer(row.version, row.response) ?? 'unknown';
}
