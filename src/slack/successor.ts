import type { WebClient } from '@slack/web-api';
import pTimeout from 'p-timeout';
import type { PersonId } from '../domain/kernel/escalation.ts';
import { namedPeople } from '../store/people/find.ts';
import { rememberPeople } from '../store/people/remember.ts';
import { moveOnRoster } from '../store/roster/move.ts';
import { refusedWith } from './calls.ts';
import type { ListenerContext } from './listener-context.ts';
import { nameOf } from './names.ts';

/** Whoever tells of a deactivated account waits for an answer. */
const ASK_MS = 1_200;

/** Who has this address now; null when nobody has. */
export async function lookUpByEmail(
  client: WebClient,
  email: string,
): Promise<{ readonly id: PersonId; readonly name: string } | null> {
  try {
    const { user } = await client.users.lookupByEmail({ email });
    return user?.id ? { id: user.id, name: nameOf(user) } : null;
  } catch (error) {
    if (refusedWith(error) === 'users_not_found') return null;
    throw error;
  }
}

/** @param known their address, which Slack is asked for otherwise */
async function askFor(client: WebClient, person: PersonId, known: string | null) {
  const email = known ?? (await client.users.info({ user: person })).user?.profile?.email;
  const found = email ? await lookUpByEmail(client, email) : null;
  return found && { ...found, email: email ?? null };
}

/**
 * The new account of somebody whose account is deactivated, by its address, with the places on the roster that the old one
 * had; null when there is none, or Slack does not say so now.
 */
export async function successorOf(
  { engine: { db, log }, client }: ListenerContext,
  workspace: string,
  person: PersonId,
): Promise<PersonId | null> {
  const [known] = await namedPeople(db, workspace, [person]);
  const asked = askFor(client(workspace), person, known?.email ?? null);
  const found = await pTimeout(asked, { milliseconds: ASK_MS }).catch(() => null);
  if (found === null || found.id === person) return null;
  await rememberPeople(db, workspace, [found]);
  await moveOnRoster(db, workspace, { from: person, to: found.id });
  log.info({ person, successor: found.id }, 'a new account takes over from one that is deactivated');
  return found.id;
}
