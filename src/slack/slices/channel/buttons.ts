import type { Button } from '@slack/types';
import { type Escalation, reference } from '../../../domain/kernel/escalation.ts';
import { defineButton } from '../../kit/button.ts';
import { isQueued, opensAt } from '../../kit/queued.ts';

export const openNewChannel = defineButton({
  id: 'open-new-channel',
  text: 'Open a new channel',
  request: () => ({ type: 'OpenNewChannel' }),
  reply: (escalation, channelAt, now) =>
    isQueued(channelAt, now)
      ? `Slack lets Muster open only so many channels a minute: for ${reference(escalation)} ${opensAt(channelAt)}`
      : `A new channel for ${reference(escalation)} is being opened. Everybody in the swarm is brought into it.`,
});

export const admitBystanders = defineButton({
  id: 'admit-bystanders',
  text: 'Let them in',
  request: (found) => ({ type: 'AdmitBystanders', found }),
  reply: ({ channel }) =>
    channel === null ? 'They are in the swarm.' : `They are in the swarm, which goes on in <#${channel.id}>.`,
});

/** The way out while the channel is lost and none is opened in its place. */
export function newChannelButtons(escalation: Escalation): Button[] {
  const { channel, id, status } = escalation;
  if (status !== 'open' || channel === null || channel.lost === null || channel.isReplaced) return [];
  return [openNewChannel.block(id)];
}
