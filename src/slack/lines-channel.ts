import type { WebClient } from '@slack/web-api';
import pRetry from 'p-retry';
import pTimeout from 'p-timeout';
import { SECOND } from '../domain/kernel/time.ts';
import type { Database } from '../store/client.ts';
import { linesChannelName, linesChannelOf, rememberLinesChannel, SOUGHT } from '../store/lines-channel.ts';
import { refusedWith } from './calls.ts';
import { pagesOf } from './pages.ts';
import { patient, patiently } from './patience.ts';

/** Starting waits for the search no longer than this: of 30,000 channels Slack tells for minutes. */
const SEARCH_MS = 3 * SECOND;

/** A long search that fails on its way, other than by a refusal, begins anew. */
const UNREACHABLE = {
  retries: 20,
  minTimeout: 30 * SECOND,
  maxTimeout: 300 * SECOND,
  unref: true,
  shouldRetry: ({ error }: { readonly error: Error }) => refusedWith(error) === null,
};

export type Found = {
  /** What is wrong, in words, as far as it is known at once. */
  readonly warnings: readonly string[];
  /** The rest of a long search, with what is wrong then; null when nothing is left to do. */
  readonly rest: Promise<readonly string[]> | null;
};

/**
 * Finds the escalations channel, or makes it, and remembers it. One that is known is not searched for: whatever people call
 * it by now, it stays the escalations channel. While it is being searched for, what is to be said there waits.
 */
export async function findLinesChannel(
  db: Database,
  client: WebClient,
  workspace: string,
  name: string,
): Promise<Found> {
  if (await isKnown(db, client, workspace, name)) return { warnings: [], rest: null };
  await rememberLinesChannel(db, workspace, SOUGHT, name);
  const search = pRetry(() => searchOrMake(client, name), UNREACHABLE).then(async ({ id, warnings }) => {
    await rememberLinesChannel(db, workspace, id, name);
    return warnings;
  });
  const soon = await pTimeout(search, { milliseconds: SEARCH_MS, fallback: () => null });
  return soon === null ? { warnings: [], rest: search } : { warnings: soon, rest: null };
}

/** Whether the one remembered is still there, and is the one that the configuration means. */
async function isKnown(db: Database, client: WebClient, workspace: string, name: string): Promise<boolean> {
  const id = await linesChannelOf(db, workspace);
  if (id === null || id === SOUGHT) return false;
  const foundBy = await linesChannelName(db, workspace);
  if (foundBy !== null && foundBy !== name) return false;
  try {
    const { channel } = await patiently(() => client.conversations.info({ channel: id }));
    if (channel?.is_archived || (foundBy === null && channel?.name !== name)) return false;
    if (!channel?.is_member && !channel?.is_private)
      await patiently(() => client.conversations.join({ channel: id }));
    await rememberLinesChannel(db, workspace, id, name);
    return true;
  } catch (error) {
    if (refusedWith(error) === null) throw error;
    return false;
  }
}

type Search = { readonly id: string | null; readonly warnings: readonly string[] };

/** One page of the list is enough in most workspaces; where there are more, making it tells whether it is among them. */
async function searchOrMake(client: WebClient, name: string): Promise<Search> {
  const all = { types: 'public_channel,private_channel', exclude_archived: true, limit: 999 };
  let refused: string | null = null;
  for await (const page of pagesOf(patient(client), 'conversations.list', all)) {
    const found = page.channels?.find((one) => one.name === name);
    if (found?.id) {
      if (!found.is_member) await patiently(() => client.conversations.join({ channel: found.id ?? '' }));
      return { id: found.id, warnings: [] };
    }
    if (refused !== null || !page.response_metadata?.next_cursor) continue;
    const made = await make(client, name);
    if (made.id !== null) return { id: made.id, warnings: [] };
    refused = made.reason;
  }
  const made = refused === null ? await make(client, name) : { id: null, reason: refused };
  return made.id === null
    ? { id: null, warnings: [notMade(name, made.reason)] }
    : { id: made.id, warnings: [] };
}

type Made = { readonly id: string; readonly reason?: never } | { readonly id: null; readonly reason: string };

async function make(client: WebClient, name: string): Promise<Made> {
  try {
    const { channel } = await patiently(() => client.conversations.create({ name }));
    return { id: channel?.id ?? '' };
  } catch (error) {
    const reason = refusedWith(error);
    if (reason === null) throw error;
    return { id: null, reason };
  }
}

function notMade(name: string, reason: string): string {
  return `The escalations channel #${name} could not be made (${reason}), so no escalation is announced there. If it is private or archived, invite Muster to it or name another one in the configuration file.`;
}
