import type { Outsiders } from '../domain/kernel/readers.ts';
import type { Exposure } from '../engine/gateway.ts';
import { line, type Message } from './kit/blocks.ts';
import { channelLink, listWithin, type Names, plain } from './kit/text.ts';

/** What is wrong with it, and what to do: as parts of what a manager reads. */
const TOLD: Readonly<Record<Outsiders, { readonly what: string; readonly remedy: string }>> = {
  'guests too': { what: 'Guests read', remedy: 'Remove the guests from it' },
  'others too': {
    what: 'Another organisation reads, or has been invited to read,',
    remedy: 'Stop sharing it',
  },
  unknown: {
    what: 'Slack does not say who all reads',
    remedy: 'Remove those whom Slack does not name',
  },
};

/** Characters of names. */
const NAMES = 300;

/** To a manager, when others read the escalations channel. */
export function exposed({ channel, readers, outsiders }: Exposure, names: Names): Message {
  const { what, remedy } = TOLD[readers];
  const who = outsiders.length === 0 ? '' : ` (${listWithin(outsiders.map(plain(names)), NAMES)})`;
  return line(
    `${what} the escalations channel ${channelLink(channel)}${who}. So each line there now has the number and the severity and nothing else, until it is yours alone again. ${remedy}, or name another channel in Muster’s configuration file and start Muster again.`,
  );
}
