import type { Conversation, Person, Requests, View } from '../protocol.ts';
import { serializeApp, serializeConversation, serializePerson, serializeView } from '../serialize.ts';
import type { ConversationRecord } from '../workspace/records.ts';
import { stackOf } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PageOptions } from './window.ts';

/** What a window needs to draw itself: the person's conversations, and the people in and around them. */
export function createHello(
  { workspace, isConnected, injector }: PageOptions,
  me: Person,
): Requests['hello'][1] {
  const { id, name, domain } = workspace.identity;
  const conversations = sidebar(workspace, me.id);
  return {
    me,
    workspace: { id, name, domain },
    app: serializeApp(workspace, isConnected()),
    personas: personas(workspace),
    people: peopleAround(workspace, conversations),
    conversations,
    faults: [...injector.rules()],
  };
}

export function openViews(workspace: Workspace, user: string): View[] {
  return stackOf(workspace, user).map(serializeView);
}

/** Seeded first and never many, so the search for them ends early even in a crowd. */
function personas(workspace: Workspace): Person[] {
  const first = peopleByIds(workspace, workspace.indexes.personIds.slice(0, 200));
  return first.filter(({ persona, deleted }) => persona && !deleted);
}

function sidebar(workspace: Workspace, me: string): Conversation[] {
  return [...(workspace.indexes.conversationsOf.get(me) ?? [])].flatMap((id) => {
    const one = workspace.conversations.get(id);
    return one && isInSidebar(workspace, one, me) ? [serializeConversation(workspace, one, me)] : [];
  });
}

/** Who is written to sees a direct message from its first words on; who opened it, at once. */
export function isInSidebar(workspace: Workspace, one: ConversationRecord, me: string): boolean {
  return one.kind !== 'im' || one.creator === me || (workspace.indexes.timeline.get(one.id) ?? []).length > 0;
}

function peopleAround(workspace: Workspace, conversations: readonly Conversation[]): Person[] {
  const ids = new Set([workspace.app.botUserId, ...workspace.indexes.personIds.slice(0, 50)]);
  for (const one of conversations) {
    if (one.kind === 'im') ids.add(one.name);
    for (const ts of (workspace.indexes.timeline.get(one.id) ?? []).slice(-50)) {
      const message = workspace.messages.get(`${one.id}:${ts}`);
      if (message) ids.add(message.user);
    }
  }
  return peopleByIds(workspace, ids);
}

export function peopleByIds(workspace: Workspace, ids: Iterable<string>): Person[] {
  return [...ids].flatMap((id) => {
    const person = workspace.people.get(id);
    return person ? [serializePerson(person)] : [];
  });
}
