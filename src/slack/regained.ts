import type { PastOutage } from '../engine/gateway.ts';
import { line, type Message } from './kit/blocks.ts';
import { date, escapeText } from './kit/text.ts';
import { refusalOf } from './refusals.ts';

/** To a manager, once Slack takes calls again. */
export function regained({ since, until, reason }: PastOutage): Message {
  const why = /^[a-z_]+$/.test(reason) ? `${refusalOf(reason).why} (\`${reason}\`)` : escapeText(reason);
  return line(
    `Slack takes what Muster does again. It took nothing from ${date(since)} to ${date(until)}: ${why}. Nothing was given up: what had to wait is done now. See \`/swarm list\` for customers who may have waited.`,
  );
}
