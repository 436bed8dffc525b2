import { audienceOf, type CallType, type Effect, isMessage, isUpkeep } from '../domain/effect.ts';
import { MINUTE, SECOND } from '../domain/kernel/time.ts';
import type { Budget, Limit } from '../store/budget/earliest.ts';

/**
 * Returns the budgets that an effect's call is taken from; none when it may be made at any time.
 * @param channel the swarm's
 */
export type RateLimits = (effect: Effect, isPosted: boolean, channel: string | null) => readonly Budget[];

/** For a Slack that sets no limits. */
export const noLimits: RateLimits = () => [];

/** How fast Slack lets one app call, per workspace; see https://docs.slack.dev/apis/web-api/rate-limits. */

/** Calls sent a minute apart may arrive at Slack in less: the network delays each differently. */
const A_MINUTE = MINUTE + SECOND;

/** Slack promises "20+" a minute for its tier 2, "50+" for tier 3, and several hundred messages. */
const A_MINUTE_OF = {
  'conversations.create': 20,
  'conversations.setTopic': 20,
  'pins.add': 20,
  'conversations.invite': 50,
  'conversations.kick': 50,
  'conversations.info': 50,
  'chat.update': 50,
  'chat.postMessage': 300,
} as const;

/** "Generally one message per second per channel", with short bursts. */
const ONE_PLACE: Limit = { most: 5, ms: 6 * SECOND };

/** This share of a method's limit is never used for upkeep: it is kept for calls that ask or answer people. */
const KEPT_FOR_PEOPLE = 0.2;

/** Slack's method for each effect that is not a message. */
const METHODS: Readonly<Record<CallType, keyof typeof A_MINUTE_OF>> = {
  CreateChannel: 'conversations.create',
  Invite: 'conversations.invite',
  RemoveFromChannel: 'conversations.kick',
  ReachChannel: 'conversations.info',
  PinCard: 'pins.add',
  ShowTopic: 'conversations.setTopic',
};

/** Slack's method that an effect comes down to, by which its limit is known beforehand. */
export function methodOf(effect: Effect, isPosted: boolean): keyof typeof A_MINUTE_OF {
  if (!isMessage(effect)) return METHODS[effect.type];
  return isPosted ? 'chat.update' : 'chat.postMessage';
}

/**
 * Slack's limits: a method has its budget and, for a new message, the place where it goes has one. What only keeps
 * something up to date leaves a part for what asks and answers people.
 */
export const slackLimits: RateLimits = (effect, isPosted, channel) => {
  const method = methodOf(effect, isPosted);
  const most = A_MINUTE_OF[method];
  const share = isUpkeep(effect) ? 1 - KEPT_FOR_PEOPLE : 1;
  const line = isUpkeep(effect) ? `${method} upkeep` : method;
  const budget = { key: method, limits: [{ most: Math.floor(most * share), ms: A_MINUTE }], line };
  if (method !== 'chat.postMessage') return [budget];
  const key = `${method} ${placeOf(effect, channel)}`;
  return [budget, { key, limits: [ONE_PLACE], line: key }];
};

/** The channel or the person; all lines of a workspace go to one channel, whichever that is. */
function placeOf(effect: Effect, channel: string | null): string {
  const audience = audienceOf(effect);
  if (audience === 'board') return 'lines';
  return audience === null || audience === 'swarm' ? (channel ?? '') : audience.person;
}
