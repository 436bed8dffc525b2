import { MINUTE } from '../../src/domain/kernel/time.ts';
import type { Check } from '../support/invariants/inspect.ts';
import type { Seen } from './witness.ts';

/** Somebody who asked something while another one flooded Muster, and how long they waited; null when in vain. */
export type Bystander = { readonly flood: number; readonly waitedMs: number | null };

const TOO_MANY = 'more than Muster takes from one person';

/**
 * Nobody waits in vain for another one's flood, and only who floods is sent away.
 * @param most what one person may do in a minute
 */
export function floodChecks(bystanders: readonly Bystander[], seen: readonly Seen[], most: number): Check[] {
  const refused = seen.filter(({ answer }) => answer.includes(TOO_MANY));
  // A delivery that Slack doubles is counted twice.
  const isFlood = ({ person, at }: Seen) => {
    const isNear = (one: Seen) => one.at > at - MINUTE - SLACK_MS && one.at < at + OVERTAKING_MS;
    return 2 * seen.filter((one) => one.person === person && isNear(one)).length > most;
  };
  return [
    {
      name: 'others are answered while one person floods',
      checked: bystanders.length,
      broken: bystanders
        .filter(({ waitedMs }) => waitedMs === null)
        .map(({ flood }) => ({ escalation: null, what: `nobody else was answered during flood ${flood}` })),
    },
    {
      name: 'only who floods is told to wait',
      checked: seen.length,
      broken: refused
        .filter((one) => !isFlood(one))
        .map(({ person, at }) => ({
          escalation: null,
          what: `${person} was told to wait at ${new Date(at).toISOString()}`,
        })),
    },
  ];
}

/** What was begun before somebody's minute may end in it. */
const SLACK_MS = 15_000;
/** What was begun later may be looked at sooner. */
const OVERTAKING_MS = 4_000;
