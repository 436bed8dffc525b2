import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import pTimeout from 'p-timeout';
import type { PersonId } from '../domain/kernel/escalation.ts';
import { isOurs, type Kinds } from '../domain/kernel/people.ts';
import { DAY, MINUTE } from '../domain/kernel/time.ts';
import type { Database } from '../store/client.ts';
import { findAdmitted } from '../store/people/find-admitted.ts';
import { forgetAdmitted, noteAdmitted, noteKind } from '../store/people/note-admitted.ts';
import type { Log } from '../telemetry/log.ts';
import { type Account, accountOf, askAccount, type ChangedUser } from './account.ts';

/** Who somebody is, as Slack says now or said lately. */
export type Accounts = {
  /** Of kind `unasked` when nobody knows. Never rejects. */
  readonly find: (workspace: string, person: PersonId) => Promise<Account>;
  /**
   * Of each of them what they are.
   * @param deadline by `performance.now()`, of what is to be decided by then
   */
  readonly kindsOf: (workspace: string, people: readonly PersonId[], deadline?: number) => Promise<Kinds>;
  /** Their account is asked for anew when it matters; what Slack said before counts no longer if they may not act now. */
  readonly noteChange: (workspace: string, user: ChangedUser) => Promise<void>;
};

type Parts = {
  readonly client: (workspace: string) => WebClient;
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly later: (what: string, work: () => Promise<unknown>) => void;
};

/** People whose account is remembered at a time. */
const REMEMBERED = 10_000;
/** A change that Slack does not tell, or tells another process, counts after this long. */
const LIFE_MS = 10 * MINUTE;
/** Somebody who was refused may have been let into the workspace meanwhile. */
const REFUSED_LIFE_MS = MINUTE;
/**
 * For so long after Slack last said that somebody may act, they may while Slack says nothing: a swarm must not stand still
 * because users.info does, and who works a shift every day is known. What ends it sooner is heard of otherwise: Slack tells
 * of a changed account by itself, and a message that does not reach somebody who has left shows it.
 */
const GRACE_MS = DAY;
/** When Slack said nothing of somebody who is known, it is asked again after this long. */
const GRACE_LIFE_MS = MINUTE;
/** Leaves time to decide and to answer within Slack's three seconds. */
const ASK_MS = 1_200;
/** How many people Slack is asked about at a time on behalf of one request. */
const AT_ONCE = 5;
/** Time to decide in, which asking must leave. */
const DECIDE_MS = 500;

const UNASKED: Account = { kind: 'unasked', teams: [] };

export function createAccounts({ client, db, log, now, later }: Parts): Accounts {
  const accounts = new LRUCache<string, Account, { workspace: string; person: PersonId }>({
    max: REMEMBERED,
    ttl: LIFE_MS,
    perf: { now },
    fetchMethod: async (_key, _stale, { options, context: { workspace, person } }) => {
      const { account, name } = await askAccount(client(workspace), workspace, person);
      if (isOurs(account.kind)) {
        later('admission', () => noteAdmitted(db, workspace, { id: person, name, ...account }, now()));
      } else {
        options.ttl = REFUSED_LIFE_MS;
        await forgetAdmitted(db, workspace, person, account.kind);
      }
      return account;
    },
  });

  /** How often each account has changed, as far as it matters to who is being asked about. */
  const changes = new LRUCache<string, number>({ max: REMEMBERED });

  /** What Slack said of somebody lately, for when it says nothing now. */
  async function recall(workspace: string, person: PersonId): Promise<Account> {
    const account = await findAdmitted(db, workspace, person, now() - GRACE_MS);
    if (account === null) return UNASKED;
    log.info({ person }, 'Slack does not say who somebody is, who may act by what it said lately');
    accounts.set(keyOf(workspace, person), account, { ttl: GRACE_LIFE_MS });
    return account;
  }

  async function find(workspace: string, person: PersonId, ms = ASK_MS): Promise<Account> {
    const key = keyOf(workspace, person);
    const known = accounts.get(key);
    if (known !== undefined) return known;
    const until = performance.now() + ms;
    const before = changes.get(key);
    const asked = await soon(accounts.fetch(key, { context: { workspace, person } }), ms);
    if (asked !== undefined) return asked;
    // What was being asked when their account changed says nothing of it any more.
    const left = until - performance.now();
    if (changes.get(key) !== before && left > 0) return find(workspace, person, left);
    return recall(workspace, person).catch(() => UNASKED);
  }

  return {
    find,
    async kindsOf(workspace, people, deadline = Number.POSITIVE_INFINITY) {
      const ms = Math.max(100, Math.min(ASK_MS, deadline - DECIDE_MS - performance.now()));
      const limit = pLimit(AT_ONCE);
      const until = performance.now() + ms;
      const entries = await limit.map([...new Set(people)], async (person) => {
        const left = Math.max(1, until - performance.now());
        return [person, (await find(workspace, person, left)).kind] as const;
      });
      return Object.fromEntries(entries);
    },
    async noteChange(workspace, user) {
      const key = keyOf(workspace, user.id);
      changes.set(key, (changes.get(key) ?? 0) + 1);
      accounts.delete(key);
      const { kind } = accountOf(user, workspace);
      if (isOurs(kind)) await noteKind(db, workspace, user.id, kind);
      else await forgetAdmitted(db, workspace, user.id, kind);
    },
  };
}

function keyOf(workspace: string, person: PersonId): string {
  return `${workspace} ${person}`;
}

/** Undefined when Slack does not say in time, or not at all. */
function soon(answer: Promise<Account | undefined>, milliseconds: number): Promise<Account | undefined> {
  return pTimeout(answer, { milliseconds }).catch(() => undefined);
}
