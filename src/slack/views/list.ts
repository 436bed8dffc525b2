import type { Instant } from '../../domain/kernel/time.ts';
import { contextBlock, type Message, section } from '../kit/blocks.ts';
import type { Names } from '../kit/text.ts';
import { rowText } from './row.ts';
import type { EscalationRow } from './rows.ts';

/** Rows in one message, which may have 50 blocks. */
const ROWS = 40;

/** The answer to /swarm list, in the order given. */
export function list(rows: readonly EscalationRow[], now: Instant, names: Names): Message {
  if (rows.length === 0) {
    const text = 'No swarm is open right now. Start one with /escalate when a customer needs it.';
    return { text, blocks: [section(text)] };
  }
  const text = rows.length === 1 ? 'One swarm is open' : `${rows.length} swarms are open`;
  const more = rows.length - ROWS;
  return {
    text,
    blocks: [
      section(`*${text}*`),
      ...rows.slice(0, ROWS).map((row) => section(rowText(row, now, names))),
      ...(more > 0 ? [contextBlock(`and ${more} more`)] : []),
    ],
  };
}
