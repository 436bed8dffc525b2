import { z } from 'zod';
import { SEVERITIES } from '../domain/kernel/playbook.ts';
import { MEDIA } from '../domain/slices/checkpoint.ts';

/** What events are made of. */

export const person = z.string().min(1);
export const instant = z.number().int();
export const duration = z.number().int().nonnegative();
export const number = z.number().int().positive();
export const severity = z.enum(SEVERITIES);
export const medium = z.enum(MEDIA);
export const member = z.object({
  id: person,
  as: z.enum(['rep', 'lead', 'specialist', 'guest']),
  team: z.string().optional(),
});
export const team = z.object({
  key: z.string(),
  name: z.string(),
  leads: z.array(person),
  specialists: z.array(person),
});
