import { useSelect, useSession } from '../client/context.tsx';
import {
  type Choice,
  channelChoice,
  personChoice,
  searchConversations,
  searchPeople,
} from '../forms/choice.ts';
import { searchEmoji } from '../text/emoji.ts';
import { useSearch } from '../ui/use-search.ts';
import { builtIns } from './commands.ts';
import type { Trigger } from './completion.ts';

/** A line of the composer's list: what it puts into the box, and what that means in the message. */
export type Completion = Choice & { readonly insert: string; readonly meaning?: string };

const maxOffered = 8;

/** What the composer offers for a trigger: the app's commands at once, people and channels as the sandbox finds them. */
export function useCompletions(trigger: Trigger | null, channel: string): readonly Completion[] {
  const session = useSession();
  const app = useSelect((state) => state.app);
  const queryOf = (kind: Trigger['kind']) => (trigger?.kind === kind ? trigger.query : undefined);

  const people = useSearch(queryOf('person'), async (query) =>
    (await searchPeople(session, query, channel)).slice(0, maxOffered).map((person) => ({
      ...personChoice(person),
      insert: `@${person.name}`,
      meaning: `<@${person.id}>`,
    })),
  );
  const channels = useSearch(queryOf('channel'), async (query) =>
    (await searchConversations(session, query))
      .filter(({ kind }) => kind !== 'im')
      .slice(0, maxOffered)
      .map((conversation) => ({
        ...channelChoice(conversation),
        label: `#${conversation.name}`,
        hint: conversation.topic.slice(0, 60) || undefined,
        insert: `#${conversation.name}`,
        meaning: `<#${conversation.id}>`,
      })),
  );

  switch (trigger?.kind) {
    case 'command':
      return commands(app?.commands ?? [], app?.name ?? '', trigger.query);
    case 'emoji':
      return emoji(trigger.query);
    case 'person':
      return people.items;
    case 'channel':
      return channels.items;
    case undefined:
      return [];
  }
}

function emoji(query: string): Completion[] {
  return searchEmoji(query, maxOffered).map(({ name, text }) => ({
    key: name,
    label: text,
    hint: `:${name}:`,
    value: name,
    insert: `:${name}:`,
  }));
}

type Command = { readonly command: string; readonly description: string; readonly usageHint: string };

function commands(own: readonly Command[], app: string, query: string): Completion[] {
  const offered = [
    ...own.map((each) => ({ ...each, group: app })),
    ...builtIns.map((each) => ({ ...each, group: 'Sandbox' })),
  ];
  return offered
    .filter(({ command }) => command.slice(1).startsWith(query))
    .map(({ command, description, usageHint, group }) => ({
      key: `${group}${command}`,
      label: `${command}${usageHint ? ` ${usageHint}` : ''}`,
      hint: description,
      group,
      value: command,
      insert: command,
    }));
}
