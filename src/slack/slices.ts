import type { CallType, EffectType, MessageType } from '../domain/effect.ts';
import type { EventType } from '../domain/event.ts';
import type { SLICES as DOMAIN } from '../domain/slices.ts';
import type { Button } from './kit/button.ts';
import type { Form } from './kit/form.ts';
import type { EventView, MenuLine, MessageView, SlackSlice } from './kit/slice.ts';
import { card } from './slices/card/index.ts';
import { channel } from './slices/channel/index.ts';
import { checkpoint } from './slices/checkpoint/index.ts';
import { context } from './slices/context/index.ts';
import { delay } from './slices/delay/index.ts';
import { failures } from './slices/failures/index.ts';
import { opening } from './slices/opening/index.ts';
import { ownership } from './slices/ownership/index.ts';
import { removal } from './slices/removal/index.ts';
import { resolution } from './slices/resolution/index.ts';
import { swarm } from './slices/swarm/index.ts';

type Domain = typeof DOMAIN;

/** How each slice of the domain looks in Slack. Where order matters, it is this one. */
const SLICES: {
  readonly [N in keyof Domain]: SlackSlice<NonNullable<Domain[N]['types']>>;
} = { opening, checkpoint, ownership, swarm, channel, delay, card, context, resolution, failures, removal };

const all = Object.values(SLICES);

/** One table of all: since each slice has a row for every name, so have they. */
export const EVENTS = Object.assign({}, ...all.map((slice) => slice.events)) as Readonly<
  Record<EventType, EventView<{ readonly type: EventType }>>
>;
export const MESSAGES = Object.assign({}, ...all.map((slice) => slice.messages)) as Readonly<
  Record<MessageType, MessageView<unknown>>
>;
const CALLS = Object.assign({}, ...all.map((slice) => slice.calls)) as Readonly<Record<CallType, string>>;

const senders = all.flatMap((slice): (Form | Button | 'listener')[] => Object.values(slice.commands));
export const FORMS = senders.filter((one) => one !== 'listener').filter((one) => one.kind === 'form');
export const BUTTONS = senders.filter((one) => one !== 'listener').filter((one) => one.kind === 'button');

/** The lines of the card's menu, in their places. */
export const MENU: readonly MenuLine[] = FORMS.flatMap(({ menu, id }) =>
  menu === null ? [] : [{ ...menu, id }],
)
  .sort((one, other) => one.place - other.place)
  .map(({ line, id, when }) => ({ line, action: id, isOffered: when ?? (() => true) }));

/** How an effect is spoken of while it is under way. */
export function calledWhile(type: EffectType): string {
  return type in CALLS ? CALLS[type as CallType] : MESSAGES[type as MessageType].called;
}
