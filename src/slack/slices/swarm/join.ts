import type { Button } from '@slack/types';
import { type Escalation, isInSwarm, type PersonId } from '../../../domain/kernel/escalation.ts';
import { defineButton } from '../../kit/button.ts';
import { mayRead } from '../../kit/words.ts';

export const join = defineButton({
  id: 'join-swarm',
  text: 'Join',
  request: () => ({ type: 'JoinSwarm' }),
  reply: ({ channel, number }) =>
    channel !== null && channel.lost === null
      ? `You are in. ESC-${number} is worked on in <#${channel.id}>.`
      : `You are in. Muster brings you to the channel of ESC-${number} as soon as it is there.`,
});

/** For who watches from outside. */
export function joinButton(escalation: Escalation, person: PersonId): Button[] {
  if (escalation.status !== 'open' || !mayRead(escalation, person)) return [];
  return isInSwarm(escalation, person) ? [] : [join.block(escalation.id)];
}
