import { type Escalation, reference } from '../../domain/escalation.ts';
import type { Instant } from '../../domain/time.ts';

/** At most 250 characters. */
export function channelTopic(escalation: Escalation, _now: Instant): string {
  return reference(escalation);
}
