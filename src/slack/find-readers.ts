import type { ConversationsInfoResponse, WebClient } from '@slack/web-api';
import type { PersonId } from '../domain/kernel/escalation.ts';
import type { PersonKind } from '../domain/kernel/people.ts';
import { type Readers, readersAmong } from '../domain/kernel/readers.ts';
import { accountOf } from './account.ts';
import { membersOf } from './channel.ts';
import { pagesOf } from './pages.ts';
import { patient } from './patience.ts';

type Channel = NonNullable<ConversationsInfoResponse['channel']>;

export type Found = {
  readonly readers: Readers;
  /** Some of those whom what stands there is not meant for. */
  readonly outsiders: readonly PersonId[];
};

/** Of so many members Slack is asked one by one, rather than for a list of everybody that they are on. */
const FEW = 30;
/** Pages of that list at most, of which Slack tells about twenty in a minute: of more people nobody can tell in time. */
const MOST_PAGES = 100;
/** Outsiders who are named. */
const NAMED = 20;

/**
 * Looks who reads a channel: whether Slack says that others share it, or are about to, and what its members are.
 * @param kindOf what somebody is, by what Slack says of them
 * @throws when Slack does not say now
 */
export async function findReaders(
  client: WebClient,
  home: string,
  channel: string,
  kindOf: (person: PersonId) => Promise<PersonKind>,
): Promise<Found> {
  const slack = patient(client);
  const { channel: info } = await slack.conversations.info({ channel });
  if (info === undefined || isShared(info)) {
    return { readers: info === undefined ? 'unknown' : 'others too', outsiders: [] };
  }
  const unsorted = new Set(await membersOf(slack, channel));
  const outsiders = new Map<PersonId, PersonKind>();
  const sort = (person: PersonId, kind: PersonKind) => {
    unsorted.delete(person);
    if (readersAmong([kind]) !== 'our people') outsiders.set(person, kind);
  };
  await sortByList(slack, home, unsorted, (...one) => {
    sort(...one);
    return outsiders.size > 0;
  });
  if (outsiders.size > 0) return found(outsiders);
  if (unsorted.size > FEW) return { readers: 'unknown', outsiders: [] };
  for (const person of [...unsorted]) {
    const kind = await kindOf(person);
    if (kind === 'unasked') throw new Error(`Slack does not say who ${person} is`);
    sort(person, kind);
  }
  return found(outsiders);
}

/** Shared within our own organisation it stays ours. */
function isShared(info: Channel): boolean {
  const { is_ext_shared, is_pending_ext_shared, pending_shared = [] } = info;
  const { connected_team_ids = [], pending_connected_team_ids = [], internal_team_ids = [] } = info;
  const others = connected_team_ids.filter((team) => !internal_team_ids.includes(team));
  const isConnected = !info.is_org_shared && others.length > 0;
  const isPending = is_pending_ext_shared || pending_shared.length + pending_connected_team_ids.length > 0;
  return Boolean(is_ext_shared || isPending || isConnected);
}

/** Page by page, for as long as that takes fewer calls than asking about each of those who are left, and `sort` is not done. */
async function sortByList(
  slack: WebClient,
  home: string,
  unsorted: ReadonlySet<PersonId>,
  sort: (person: PersonId, kind: PersonKind) => boolean,
): Promise<void> {
  if (unsorted.size === 0) return;
  let pages = 0;
  for await (const page of pagesOf(slack, 'users.list', { limit: 999 })) {
    let isDone = false;
    for (const user of page.members ?? []) {
      if (user.id !== undefined && unsorted.has(user.id)) isDone = sort(user.id, accountOf(user, home).kind);
    }
    pages += 1;
    if (isDone || unsorted.size <= FEW || pages >= MOST_PAGES) return;
  }
}

function found(outsiders: ReadonlyMap<PersonId, PersonKind>): Found {
  return {
    readers: readersAmong([...outsiders.values()]),
    outsiders: [...outsiders.keys()].slice(0, NAMED),
  };
}
