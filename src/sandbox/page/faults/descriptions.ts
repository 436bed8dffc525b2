import type { CallFault, DeliveryFault, FaultRule } from '../../faults/rules.ts';

const deliver = 'deliver:';

export const callFaults: { readonly [fault in CallFault]: string } = {
  'accept-then-drop': 'Done, but the answer is lost',
  reset: 'Connection reset before it is done',
  'rate-limit': 'Refused: rate limited (429)',
  'server-error': 'Server error (500), not done',
  slow: 'Slow',
  'double-create': 'Done twice',
  'refused-token': 'Refused: the token (invalid_auth)',
  'proxy-page': 'A proxy answers in Slack’s place',
};

export const deliveryFaults: { readonly [fault in DeliveryFault]: string } = {
  'accept-then-drop': 'Arrives, but its acknowledgement is lost',
  'drop-before': 'Never arrives',
  'late-ack': 'Acknowledged too late',
  slow: 'Arrives late',
  duplicate: 'Arrives twice',
  reorder: 'Overtaken by the next',
};

/** What each fault waits for when nothing else is said, in ms; those that do not wait are not here. */
export const delays: { readonly [fault: string]: { readonly label: string; readonly ms: number } } = {
  slow: { label: 'By how many ms', ms: 2000 },
  'rate-limit': { label: 'Retry after, in ms', ms: 1000 },
  reorder: { label: 'For at most, in ms', ms: 1000 },
};

export type Direction = 'calls' | 'deliveries';

/** "chat.postMessage" as typed, with nothing typed meaning all. */
export function subjectOf(direction: Direction, typed: string): string {
  return `${direction === 'deliveries' ? deliver : ''}${typed.trim() || '*'}`;
}

export function describeRule({ on, fault, ms }: FaultRule): { readonly what: string; readonly how: string } {
  const isDelivery = on.startsWith(deliver);
  const name = isDelivery ? on.slice(deliver.length) : on;
  const all = isDelivery ? 'Every delivery' : 'Every call';
  const words: { readonly [fault: string]: string } = isDelivery ? deliveryFaults : callFaults;
  return { what: name === '*' ? all : name, how: `${words[fault] ?? fault}${ms ? `, ${ms} ms` : ''}` };
}

/** How far a rule is: "struck 2 of 3". */
export function progress({ rule, seen, struck }: { rule: FaultRule; seen: number; struck: number }): string {
  const waiting = (rule.after ?? 0) - seen;
  if (waiting > 0) return `after ${waiting} more`;
  if (rule.count === undefined) return `struck ${struck} so far`;
  return struck >= rule.count ? `done, struck ${struck}` : `struck ${struck} of ${rule.count}`;
}
