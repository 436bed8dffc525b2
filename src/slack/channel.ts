import type { WebClient } from '@slack/web-api';
import type { Escalation, PersonId } from '../domain/kernel/escalation.ts';
import type { Loss } from '../domain/slices/channel.ts';
import type { Job, LeftOut, Outcome } from '../engine/gateway.ts';
import { outcomeOf, refusedWith } from './calls.ts';
import { pagesOf } from './pages.ts';

/** Slack takes at most this many people in one invite. */
const INVITEES = 100;
/** A channel made a little before the escalation was recorded may still be ours: clocks differ. */
const CLOCK_SLACK_SECONDS = 60;

/** Makes the swarm's channel. A name that somebody else holds gets a suffix; one that is ours already is used. */
export async function createChannel(
  client: WebClient,
  job: Job,
  name: string,
  isPrivate: boolean,
): Promise<Outcome> {
  for (const wanted of [name, `${name.slice(0, 78)}-2`, `${name.slice(0, 78)}-3`]) {
    try {
      const made = await client.conversations.create({ name: wanted, is_private: isPrivate });
      return { kind: 'done', channel: { id: made.channel?.id ?? '', name: made.channel?.name ?? wanted } };
    } catch (error) {
      if (refusedWith(error) !== 'name_taken') return outcomeOf(error, 'conversations.create');
      const ours = await findChannel(client, job);
      if (ours !== null) return ours;
    }
  }
  return { kind: 'failed', reason: 'name_taken' };
}

/**
 * The channel an earlier try made, if it did: by its name, this app as its creator, and a time of creation not before
 * the escalation. Never by name alone.
 */
export async function findChannel(client: WebClient, job: Job): Promise<Outcome | null> {
  if (job.effect.type !== 'CreateChannel') return null;
  const { name, isPrivate } = job.effect;
  const names = [name, `${name.slice(0, 78)}-2`, `${name.slice(0, 78)}-3`];
  const earliest = Math.floor(job.escalation.openedAt / 1_000) - CLOCK_SLACK_SECONDS;
  try {
    const me = await client.auth.test();
    const types = isPrivate ? 'private_channel' : 'public_channel';
    const all = { types, exclude_archived: true, limit: 999 };
    for await (const page of pagesOf(client, 'users.conversations', all)) {
      const found = page.channels?.find(
        (one) =>
          names.includes(one.name ?? '') &&
          one.creator === me.user_id &&
          (one.created ?? 0) >= earliest &&
          // The one that it takes the place of.
          one.id !== job.escalation.channel?.id,
      );
      if (found?.id && found.name) return { kind: 'done', channel: { id: found.id, name: found.name } };
    }
    return null;
  } catch (error) {
    return outcomeOf(error, 'users.conversations');
  }
}

/** Looks how the swarm's lost channel stands. Where only archiving had put Muster out, it goes back in by itself. */
export async function reachChannel(
  client: WebClient,
  { channel, isPrivate }: Pick<Escalation, 'channel' | 'isPrivate'>,
): Promise<Outcome> {
  if (channel === null) return { kind: 'done' };
  try {
    const { channel: found } = await client.conversations.info({ channel: channel.id });
    if (found?.is_archived) return { kind: 'done', seen: 'archived' };
    if (isPrivate && (!found?.is_private || found.is_ext_shared)) return { kind: 'done', seen: 'exposed' };
    if (!found?.is_member) {
      if (channel.lost !== 'archived' || found?.is_private) return { kind: 'done', seen: 'removed' };
      await client.conversations.join({ channel: channel.id });
    }
    const { user_id: own } = await client.auth.test();
    const members = (await membersOf(client, channel.id)).filter((one) => one !== own);
    return { kind: 'done', seen: null, members };
  } catch (error) {
    const code = refusedWith(error);
    const seen = code === null ? null : lossOf(code, isPrivate);
    return seen === null ? outcomeOf(error, 'conversations.info') : { kind: 'done', seen };
  }
}

export async function membersOf(client: WebClient, channel: string): Promise<PersonId[]> {
  const members: PersonId[] = [];
  for await (const page of pagesOf(client, 'conversations.members', { channel, limit: 999 })) {
    members.push(...(page.members ?? []));
  }
  return members;
}

/** What a refusal says of the channel; null when it is about something else. */
export function lossOf(code: string, isPrivate: boolean): Loss | null {
  switch (code) {
    case 'not_in_channel':
      return 'removed';
    case 'is_archived':
    case 'is_inactive':
      return 'archived';
    case 'channel_not_found':
      // Slack does not tell a private channel that is gone from one that Muster is not in.
      return isPrivate ? 'removed' : 'deleted';
    default:
      return null;
  }
}

/** Brings everybody in with one call; whoever Slack will not let in is named in `left`, the others come in all the same. */
export async function invite(
  client: WebClient,
  channel: string,
  people: readonly PersonId[],
): Promise<Outcome> {
  const left: LeftOut[] = [];
  for (let start = 0; start < people.length; start += INVITEES) {
    const users = people.slice(start, start + INVITEES).join(',');
    try {
      const answer = await client.conversations.invite({ channel, users, force: true });
      left.push(...leftOut(answer));
    } catch (error) {
      const code = refusedWith(error);
      if (code === null) return outcomeOf(error, 'conversations.invite');
      const some = leftOut((error as { data?: unknown }).data);
      if (code !== 'already_in_channel' && some.length === 0) return outcomeOf(error, 'conversations.invite');
      left.push(...some);
    }
  }
  return { kind: 'done', left };
}

/** Who is not in the channel, or no longer anybody, is out of it. */
export async function removeFromChannel(
  client: WebClient,
  channel: string,
  user: PersonId,
): Promise<Outcome> {
  try {
    await client.conversations.kick({ channel, user });
    return { kind: 'done' };
  } catch (error) {
    const isOut = ['not_in_channel', 'user_not_found'].includes(refusedWith(error) ?? '');
    return isOut ? { kind: 'done' } : outcomeOf(error, 'conversations.kick');
  }
}

/** `errors` of an invite: those already in are no failure. */
function leftOut(answer: unknown): LeftOut[] {
  const errors = (answer as { errors?: { user?: string; error?: string }[] } | undefined)?.errors ?? [];
  return errors.flatMap(({ user, error }) =>
    user && error && error !== 'already_in_channel' ? [{ person: user, reason: error }] : [],
  );
}
