import type { ModalView } from '@slack/types';
import { type Escalation, reference } from '../../domain/kernel/escalation.ts';
import { type Instant, SECOND } from '../../domain/kernel/time.ts';
import { noticeModal } from './notice.ts';
import { date } from './text.ts';

/** Less is over before it is read. */
const WORTH_TELLING = 5 * SECOND;

/** Whether a channel waits for others long enough for people to be told. */
export function isQueued(channelAt: Instant | null, now: Instant): channelAt is Instant {
  return channelAt !== null && channelAt - now > WORTH_TELLING;
}

/** What the rep reads in place of the form when others' channels come first. */
export function queuedModal(escalation: Escalation, channelAt: Instant): ModalView {
  return noticeModal(
    `*${reference(escalation)} is saved.* Slack lets Muster open only so many channels a minute, and others were first: ${opensAt(channelAt)} Everybody is brought in then, and there is nothing more for you to do.`,
  );
}

/** As a sentence. */
export function opensAt(channelAt: Instant): string {
  return `its channel opens at about ${date(channelAt, 'time')}.`;
}
