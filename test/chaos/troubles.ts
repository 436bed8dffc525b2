import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Message } from '../../src/sandbox/protocol.ts';
import type { Stage } from '../support/script.ts';
import { words } from '../support/words.ts';
import type { Place } from './people.ts';
import type { ActName } from './plan.ts';

type TroubleName = Extract<
  ActName,
  | 'join'
  | 'leave'
  | 'leave as rep'
  | 'rename channel'
  | 'take off pin'
  | 'delete card'
  | 'archive channel'
  | 'remove Muster'
>;

/** How long a channel stays without Muster. */
const AWAY_MS = 2_500;

/** What people do in Slack itself, behind Muster's back. Throws what Slack's client says when it cannot be done. */
export const troubles: {
  readonly [act in TroubleName]: (stage: Stage, place: Place) => Promise<void> | void;
} = {
  join({ sandbox }, { plan, channel, rep }) {
    const guest = sandbox.person(plan.guest);
    if (plan.isPrivate) rep.invite(channel, [plan.guest]);
    else guest.join(channel);
  },
  leave: ({ sandbox }, { plan, channel }) => sandbox.person(plan.specialist).leave(channel),
  'leave as rep': (_stage, { rep, channel }) => rep.leave(channel),
  'rename channel'(stage, place) {
    const { plan, channel } = place;
    insider(stage, place).rename(channel, `renamed-${plan.number}-${Math.round(stage.now() % 1e6)}`);
  },
  'take off pin'(stage, place) {
    const one = insider(stage, place);
    one.pin(cardOf(one, place.channel), false);
  },
  'delete card'(stage, place) {
    const one = insider(stage, place);
    one.moderate(cardOf(one, place.channel));
  },
  async 'archive channel'(stage, place) {
    const { channel } = place;
    const one = insider(stage, place);
    one.archive(channel);
    await sleep(AWAY_MS);
    one.archive(channel, false);
    await sleep(AWAY_MS);
    bringBack(stage, one, channel);
  },
  async 'remove Muster'(stage, place) {
    const { channel } = place;
    const one = insider(stage, place);
    one.kick(channel, '@muster');
    await sleep(AWAY_MS);
    bringBack(stage, one, channel);
  },
};

/** Somebody who is in the channel and may do there what members may. */
function insider({ sandbox }: Stage, { plan, channel, rep }: Place): Actor {
  const people = [rep.handle, ...plan.leads, plan.specialist].map((one) => sandbox.person(one));
  const found = people.find((one) => one.conversations().some(({ id }) => id === channel));
  if (found === undefined) throw new Error('nobody who could do it is there');
  return found;
}

function bringBack({ sandbox }: Stage, one: Actor, channel: string): void {
  if (!one.members(channel).includes(sandbox.botUserId)) one.invite(channel, ['@muster']);
}

function cardOf(one: Actor, channel: string): Message {
  const card = one.messages(channel).findLast((message) => words(message).includes('*In the swarm*'));
  if (card === undefined) throw new Error('there is no card');
  return card;
}
