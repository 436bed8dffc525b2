import { acmeChannels, acmePeople, avatarColors, type SeedChannel, type SeedPerson } from './seed-people.ts';
import type { ConversationRecord, PersonRecord } from './workspace/records.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Who and what is there at the first start. `crowd` adds that many more people and channels, all in #general. */
export type Seed =
  | 'acme'
  | 'empty'
  | {
      readonly people?: readonly SeedPerson[];
      readonly channels?: readonly SeedChannel[];
      readonly crowd?: { readonly people: number; readonly channels: number };
    };

const nobody = { people: acmePeople.slice(0, 1), channels: [{ name: 'general', purpose: '', messages: [] }] };

/** Fills an empty workspace, silently: nobody is told that these people joined. */
export function seedWorkspace(workspace: Workspace, seed: Seed): void {
  putBot(workspace);
  if (workspace.conversations.size() > 0) return;
  const wanted = typeof seed === 'string' ? (seed === 'empty' ? nobody : {}) : seed;
  const people = (wanted.people ?? acmePeople).map((person, index) => putPerson(workspace, person, index));
  const channels = wanted.channels ?? acmeChannels;
  const day = workspace.now() - 24 * 3_600_000;
  channels.forEach((channel, index) => {
    putChannel(workspace, channel, people, day + index * 3_600_000);
  });
  if (typeof seed === 'object' && seed.crowd) addCrowd(workspace, seed.crowd);
  workspace.compact();
}

/** The app's own user follows the manifest, also when that changed since the last start. */
function putBot(workspace: Workspace): void {
  const { manifest, app } = workspace;
  const name = manifest.features.bot_user?.display_name ?? manifest.display_information.name;
  workspace.people.put({
    id: app.botUserId,
    handle: name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_'),
    name,
    title: '',
    email: '',
    tz: 'America/Los_Angeles',
    color: '#3f3f46',
    isBot: true,
    deleted: false,
    persona: false,
    updated: 0,
  });
}

function putPerson(workspace: Workspace, person: SeedPerson, index: number): PersonRecord {
  return workspace.people.put(personRecord(workspace, person, index));
}

/** @param index Chooses the avatar's colour. */
export function personRecord(workspace: Workspace, person: SeedPerson, index: number): PersonRecord {
  const { isBot = false, persona = false } = person;
  return {
    ...person,
    id: `U0ACME${person.handle.toUpperCase()}`,
    email: `${person.handle}@${workspace.identity.emailDomain}`,
    color: avatarColors[index % avatarColors.length] ?? '#4a5568',
    isBot,
    deleted: false,
    persona,
    updated: 0,
  };
}

function putChannel(
  workspace: Workspace,
  seed: SeedChannel,
  people: readonly PersonRecord[],
  fromMs: number,
): void {
  const byHandle = new Map(people.map((person) => [person.handle, person.id]));
  const creator = byHandle.get('morgan') ?? people[0]?.id ?? '';
  const at = Math.floor(fromMs / 1000);
  const channel = emptyChannel(
    `C0ACME${seed.name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`,
    seed.name,
    creator,
    at,
  );
  workspace.conversations.put({
    ...channel,
    general: seed.name === 'general',
    purpose: { value: seed.purpose, creator, last_set: at },
  });
  const last = `${at + seed.messages.length * 60}.000100`;
  for (const { id: user, guest } of people) {
    // Guests are brought in, one channel at a time.
    if (guest !== undefined) continue;
    workspace.members.put({ channel: channel.id, user });
    workspace.reads.put({ channel: channel.id, user, ts: last });
  }
  seed.messages.forEach(([handle, text], index) => {
    workspace.messages.put({
      channel: channel.id,
      ts: `${at + (index + 1) * 60}.000100`,
      user: byHandle.get(handle) ?? creator,
      text,
      byApp: false,
      reactions: [],
    });
  });
}

function emptyChannel(id: string, name: string, creator: string, created: number): ConversationRecord {
  const unset = { value: '', creator: '', last_set: 0 };
  return {
    id,
    kind: 'public',
    name,
    creator,
    created,
    topic: unset,
    purpose: unset,
    archived: false,
    general: false,
    previousNames: [],
  };
}

/** Made-up colleagues, for measuring with as many people and channels as a large company has. */
function addCrowd(workspace: Workspace, crowd: { people: number; channels: number }): void {
  const general = workspace.indexes.conversationByName.get('general');
  const first = ['Alex', 'Bela', 'Chris', 'Dominique', 'Eike', 'Frances', 'Gabriel', 'Hana', 'Ira', 'Jamie'];
  const last = ['Adler', 'Brook', 'Costa', 'Dietz', 'Evans', 'Frost', 'Garcia', 'Holm', 'Ito', 'Jensen'];
  const ids: string[] = [];
  for (let n = 0; n < crowd.people; n += 1) {
    const name = `${first[n % 10]} ${last[Math.floor(n / 10) % 10]}${Math.floor(n / 100)}`;
    const person = { handle: `crowd${n}`, name, title: '', tz: 'Europe/Berlin' };
    const { id } = putPerson(workspace, person, n);
    ids.push(id);
    if (general) workspace.members.put({ channel: general, user: id });
  }
  const now = Math.floor(workspace.now() / 1000);
  for (let n = 0; n < crowd.channels; n += 1) {
    const channel = emptyChannel(`C0CROWD${n}`, `crowd-${n}`, ids[0] ?? '', now - 86_400);
    workspace.conversations.put(channel);
    for (let m = 0; m < Math.min(20, ids.length); m += 1) {
      workspace.members.put({ channel: channel.id, user: ids[(n * 7 + m) % ids.length] ?? '' });
    }
  }
}
