import type { ModalView } from '@slack/types';
import { type Escalation, reference } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { isWorthTelling } from '../../domain/slices/delay.ts';
import { noticeModal } from './notice.ts';
import { date } from './text.ts';

/** Whether a channel waits for others long enough for people to be told. */
export function isQueued(channelAt: Instant | null, now: Instant): channelAt is Instant {
  return channelAt !== null && isWorthTelling(channelAt, now);
}

/** What the rep reads in place of the form when others' channels come first. */
export function queuedModal(escalation: Escalation, channelAt: Instant): ModalView {
  return noticeModal(
    `*${reference(escalation)} is saved.* Slack lets Muster open only so many channels a minute, and others were first: ${opensAt(channelAt)} The leads are asked to claim it meanwhile, everybody is brought in then, and there is nothing more for you to do.`,
  );
}

/** As a sentence. */
export function opensAt(channelAt: Instant): string {
  return `its channel opens at about ${date(channelAt, 'time')}.`;
}
