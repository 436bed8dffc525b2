import type { EffectType } from '../domain/effect.ts';
import type { Event, EventType } from '../domain/event.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { SLICES as DOMAIN } from '../domain/slices.ts';
import type { Batch } from './batch.ts';
import type { StoreSlice } from './slice.ts';
import { card } from './slices/card.ts';
import { channel } from './slices/channel.ts';
import { checkpoint } from './slices/checkpoint.ts';
import { context } from './slices/context.ts';
import { delay } from './slices/delay.ts';
import { failures } from './slices/failures.ts';
import { opening } from './slices/opening.ts';
import { ownership } from './slices/ownership.ts';
import { removal } from './slices/removal.ts';
import { resolution } from './slices/resolution.ts';
import { swarm } from './slices/swarm.ts';

type Domain = typeof DOMAIN;

const SLICES: {
  readonly [N in keyof Domain]: StoreSlice<NonNullable<Domain[N]['types']>>;
} = { opening, checkpoint, ownership, swarm, channel, delay, card, context, resolution, failures, removal };

const all = Object.values(SLICES);

export const SHAPES = Object.assign({}, ...all.map((slice) => slice.shapes)) as Readonly<
  Record<EventType, Record<string, never>>
>;
export const EFFECTS = Object.assign({}, ...all.map((slice) => slice.effects)) as Readonly<
  Record<EffectType, Record<string, never>>
>;
export const REFUSALS = Object.assign({}, ...all.map((slice) => slice.refusals)) as Readonly<
  Record<RefusalCode, Record<string, never>>
>;
export const PROJECT = Object.assign({}, ...all.map((slice) => slice.project)) as Readonly<
  Record<EventType, (batch: Batch, event: Event) => void>
>;
