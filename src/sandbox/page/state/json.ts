import type { Json } from '../../protocol.ts';

/* Blocks and views come from any app: read them field by field, and let what is missing read as empty. */

export function obj(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(obj) : [];
}

export function str(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function num(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The text of a text object, plain or mrkdwn. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : str(obj(value).text);
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
