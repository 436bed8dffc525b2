import { readdirSync, readFileSync } from 'node:fs';
import { isObject } from '../../src/sandbox/blocks/elements.ts';
import type { Letter } from './letters.ts';

const folder = new URL('./samples/', import.meta.url);

/** What blank values are filled with, by name: somebody and some place that no swarm knows. */
export type Filling = { readonly workspace: string; readonly person: string; readonly channel: string };

/** Slack's own samples as letters. */
export function samples(filling: Filling): Letter[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.map((name) => letterOf(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), filling));
}

function letterOf(sample: Record<string, unknown>, filling: Filling): Letter {
  const payload = filled(sample, '', filling) as Record<string, unknown>;
  if ('event' in payload) return { type: 'events_api', payload: { ...payload, type: 'event_callback' } };
  if ('command' in payload) return { type: 'slash_commands', payload: { ...payload, command: '/swarm' } };
  return { type: 'interactive', payload };
}

function filled(value: unknown, name: string, filling: Filling): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, name, filling));
  if (isObject(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [key, filled(one, nameOf(name, key), filling)]));
  }
  return value === '' ? (valueFor(name, filling) ?? value) : value;
}

/** `id` says nothing without what it is the id of. */
function nameOf(holder: string, key: string): string {
  return key === 'id' ? `${holder}_id` : key;
}

function valueFor(name: string, { workspace, person, channel }: Filling): string | undefined {
  if (/^team(_id)?$/.test(name)) return workspace;
  if (/^(user|user_id|inviter|item_user|actor_id)$/.test(name)) return person;
  if (/^(.*_)?channel(_id)?$/.test(name)) return channel;
  return undefined;
}
