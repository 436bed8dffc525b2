import { z } from 'zod';
import type { Effect, EffectType } from '../domain/effect.ts';
import { EFFECTS } from './slices.ts';

/** Of the shape that effects are written in. Raise it with a change of shape, and say in `upcast` how an older one reads. */
export const EFFECT_VERSION = 1;

const schemas = Object.fromEntries(
  Object.entries(EFFECTS).map(([type, shape]) => [type, z.object({ type: z.literal(type), ...shape })]),
) as unknown as Record<EffectType, z.ZodType<Effect>>;

export const EFFECT_TYPES = Object.keys(schemas) as readonly EffectType[];

/** Null for one that only a newer version of Muster knows. Throws a `ZodError` for damaged data, or a bug on its way in. */
export function parseEffect(type: string, version: number, data: unknown): Effect | null {
  const schema = Object.hasOwn(schemas, type) ? schemas[type as EffectType] : undefined;
  if (schema === undefined || version > EFFECT_VERSION) return null;
  return schema.parse(upcast(type, version, data));
}

/** The one place where an old effect is brought to today's shape. */
function upcast(_type: string, _version: number, data: unknown): unknown {
  return data;
}
