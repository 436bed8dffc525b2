import type { WebClient } from '@slack/web-api';
import pLimit from 'p-limit';
import type { PersonId } from '../domain/kernel/escalation.ts';
import { isOurs, type PersonKind } from '../domain/kernel/people.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Database } from '../store/client.ts';
import { knownKinds } from '../store/people/find.ts';
import { forgetAdmitted, noteAdmitted } from '../store/people/note-admitted.ts';
import { askAccount } from './account.ts';
import { patiently } from './patience.ts';

/** How many people Slack is asked about at a time. */
const AT_ONCE = 5;

/** Those of them who are guests of the workspace. Slack is asked about whom it has not told yet; a change it tells by itself. */
export async function guestsAmong(
  db: Database,
  client: WebClient,
  workspace: string,
  people: readonly PersonId[],
  now: Instant,
): Promise<PersonId[]> {
  const known = await knownKinds(db, workspace, people);
  const kinds = await pLimit(AT_ONCE).map(people, async (person): Promise<PersonKind> => {
    const kind = known.get(person);
    if (kind !== undefined) return kind;
    const { account, name } = await patiently(() => askAccount(client, workspace, person));
    if (isOurs(account.kind)) await noteAdmitted(db, workspace, { id: person, name, ...account }, now);
    else await forgetAdmitted(db, workspace, person, account.kind);
    return account.kind;
  });
  return people.filter((_, index) => kinds[index] === 'guest');
}
