import type { Reader } from './client.ts';

/** Whether the database answers and refuses writes, as one does that has become a replica. */
export async function isReadOnly(reader: Reader): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ readOnly: string }[]>`
    SELECT current_setting('transaction_read_only') AS "readOnly"`;
  return row?.readOnly !== 'off';
}
