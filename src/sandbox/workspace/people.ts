import { SlackError } from './errors.ts';
import { wordsOf } from './indexes.ts';
import type { Guest, PersonRecord } from './records.ts';
import { lowerBound } from './sorted.ts';
import type { Workspace } from './workspace.ts';

export function personOf(workspace: Workspace, id: string): PersonRecord {
  const person = workspace.people.get(id);
  if (!person) throw new SlackError('user_not_found');
  return person;
}

/** Finds a person by id, handle (with or without "@") or e-mail. */
export function findPerson(workspace: Workspace, who: string): PersonRecord | undefined {
  const { personByHandle, personByEmail } = workspace.indexes;
  const id = personByHandle.get(who.replace(/^@/, '')) ?? personByEmail.get(who.toLowerCase()) ?? who;
  return workspace.people.get(id);
}

export function addPerson(workspace: Workspace, person: PersonRecord): PersonRecord {
  const known = workspace.people.get(person.id);
  workspace.people.put(person);
  workspace.changes.emit({ type: known ? 'person.changed' : 'person.joined', person });
  return person;
}

/** A deactivated account: it leaves every conversation and can do nothing any more. */
export function deactivatePerson(workspace: Workspace, id: string): void {
  const person = personOf(workspace, id);
  for (const channel of [...(workspace.indexes.conversationsOf.get(id) ?? [])]) {
    if (workspace.conversations.get(channel)?.kind !== 'im') workspace.members.delete(`${channel}:${id}`);
  }
  addPerson(workspace, { ...person, deleted: true, updated: Math.floor(workspace.now() / 1000) });
}

export function reactivatePerson(workspace: Workspace, id: string): void {
  const updated = Math.floor(workspace.now() / 1000);
  addPerson(workspace, { ...personOf(workspace, id), deleted: false, updated });
}

/** A new account that has the address of the old one. */
export function recreatePerson(workspace: Workspace, id: string): PersonRecord {
  const updated = Math.floor(workspace.now() / 1000);
  return addPerson(workspace, { ...personOf(workspace, id), id: `${id}ANEW`, deleted: false, updated });
}

export function renamePerson(workspace: Workspace, id: string, name: string): void {
  const updated = Math.floor(workspace.now() / 1000);
  addPerson(workspace, { ...personOf(workspace, id), name, updated });
}

/** Makes somebody a guest, or a member again. They stay in the channels that they are in. */
export function setGuest(workspace: Workspace, id: string, guest: Guest | null): void {
  const { guest: _before, ...person } = personOf(workspace, id);
  const updated = Math.floor(workspace.now() / 1000);
  addPerson(workspace, { ...person, ...(guest === null ? {} : { guest }), updated });
}

/** Up to `limit` people with a word that starts with the query, then those whose name merely contains it. */
export function searchPeople(workspace: Workspace, query: string, limit: number): PersonRecord[] {
  const wanted = query.trim().toLowerCase().replace(/^@/, '');
  const found = new Map<string, PersonRecord>();
  for (const person of byPrefix(workspace, wanted.split(/\s+/)[0] ?? '')) {
    if (found.size >= limit) break;
    if (!person.deleted && `${person.name} ${person.handle}`.toLowerCase().includes(wanted))
      found.set(person.id, person);
  }
  if (found.size < limit && wanted !== '') {
    for (const person of workspace.people.values()) {
      if (found.size >= limit) break;
      if (!person.deleted && person.name.toLowerCase().includes(wanted)) found.set(person.id, person);
    }
  }
  return [...found.values()];
}

function* byPrefix(workspace: Workspace, prefix: string): Iterable<PersonRecord> {
  const { indexes } = workspace;
  if (!indexes.personWordsSorted) {
    indexes.personWords.sort();
    indexes.personWordsSorted = true;
  }
  for (let at = lowerBound(indexes.personWords, prefix); at < indexes.personWords.length; at += 1) {
    const [word = '', id = ''] = (indexes.personWords[at] ?? '').split('\u0000');
    if (!word.startsWith(prefix)) return;
    const person = workspace.people.get(id);
    if (person && wordsOf(person).includes(word)) yield person;
  }
}
