import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { PersonId } from '../domain/kernel/escalation.ts';
import { MINUTE } from '../domain/kernel/time.ts';
import { visible } from '../domain/kernel/visible.ts';
import type { Database } from '../store/client.ts';
import { type Named, namedPeople } from '../store/people/find.ts';
import { rememberPeople } from '../store/people/remember.ts';
import type { Names } from './kit/text.ts';
import { perMinute } from './per-minute.ts';

export type { Names } from './kit/text.ts';

/** Somebody whom neither the database nor Slack can name. */
const NAMELESS = 'a colleague';

/** People about whom Slack is asked in a minute, in one process: within what Slack lets an app ask, whoever makes it ask. */
const ASKED_A_MINUTE = 80;
/** Of whom Slack knows nothing it is not asked again for so long. */
const NAMELESS_MS = 10 * MINUTE;

/**
 * Names come from the database; whom it does not know is asked of Slack once and remembered. Whoever is beyond what may be
 * asked goes without a name, since a text is not worth what it costs others.
 */
export function createNames(
  db: Database,
  client: (workspace: string) => WebClient,
  now: () => number,
): (workspace: string, people: readonly PersonId[]) => Promise<Names> {
  const nameless = new LRUCache<string, true>({ max: 10_000, ttl: NAMELESS_MS, perf: { now } });
  const mayAsk = perMinute(ASKED_A_MINUTE, now);

  return async (workspace, people) => {
    const asked = [...new Set(people)];
    const known = new Map<PersonId, string>();
    const learn = async (ids: readonly PersonId[]) => {
      for (const one of ids.length === 0 ? [] : await namedPeople(db, workspace, ids))
        known.set(one.id, distinct(one));
    };
    await learn(asked);
    const strangers = asked.filter((id) => !known.has(id) && !nameless.has(`${workspace} ${id}`));
    const among = strangers.filter(() => mayAsk(workspace));
    const answers = await Promise.all(
      among.map(async (id) => {
        const one = await askSlack(client(workspace), id);
        if (one === null) nameless.set(`${workspace} ${id}`, true);
        return one;
      }),
    );
    const found = answers.filter((one) => one !== null);
    if (found.length > 0) await rememberPeople(db, workspace, found);
    await learn(found.map((one) => one.id));
    return (person) => known.get(person) ?? NAMELESS;
  };
}

/** Two people of one name are told apart by what else people know them by. */
function distinct({ id, name, email, isShared }: Named): string {
  if (!isShared) return name;
  const [handle] = (email ?? '').split('@');
  return `${name} (${handle || `…${id.slice(-4)}`})`;
}

type Found = { readonly id: PersonId; readonly name: string; readonly email: string | null };

/** A name is never worth failing for: when Slack cannot say, the text does without. */
async function askSlack(client: WebClient, id: PersonId): Promise<Found | null> {
  try {
    const { user } = await client.users.info({ user: id });
    const name = user === undefined ? NAMELESS : nameOf(user);
    return name === NAMELESS ? null : { id, name, email: user?.profile?.email ?? null };
  } catch {
    return null;
  }
}

/** Those of them whose account is deactivated, as far as Slack says so now. */
export async function departedAmong(client: WebClient, people: readonly PersonId[]): Promise<PersonId[]> {
  const accounts = await Promise.all(people.map((id) => presenceOf(client, id)));
  return people.filter((_, index) => accounts[index]?.isGone === true);
}

/** Somebody's account as it is now, `isGone` once it is deactivated; null when Slack does not say. */
export async function presenceOf(
  client: WebClient,
  id: PersonId,
): Promise<{ readonly id: PersonId; readonly name: string; readonly isGone: boolean } | null> {
  try {
    const { user } = await client.users.info({ user: id });
    return user === undefined ? null : { id, name: nameOf(user), isGone: user.deleted === true };
  } catch {
    return null;
  }
}

/** What people read of somebody whom Slack describes so. */
export function nameOf({ profile, real_name, name }: NonNullable<UsersInfoResponse['user']>): string {
  return visible(profile?.display_name || real_name || name || '').trim() || NAMELESS;
}

/** Whom a text that Slack hands over mentions, each once. */
export function peopleMentioned(text: string): PersonId[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)/g)].map(([, id = '']) => id))];
}

/** Whether it mentions user groups by nothing but their ids. */
export function groupsMentioned(text: string): boolean {
  return /<!subteam\^[A-Z0-9]+>/.test(text);
}

/**
 * What `render` makes with everybody's name in it. It is asked twice: first whom it names, then with the names, so it must
 * not depend on what they are.
 */
export async function withNames<T>(
  namesOf: (workspace: string, people: readonly PersonId[]) => Promise<Names>,
  workspace: string,
  render: (names: Names) => T,
): Promise<T> {
  const named = new Set<PersonId>();
  render((person) => {
    named.add(person);
    return person;
  });
  return render(await namesOf(workspace, [...named]));
}
