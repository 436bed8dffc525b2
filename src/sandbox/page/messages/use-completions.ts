import { useEffect, useState } from 'react';
import { useSelect, useSession } from '../client/context.tsx';
import { type Choice, matchingChoices } from '../forms/choices.ts';
import { searchEmoji } from '../text/emoji.ts';
import { builtIns } from './commands.ts';
import type { Trigger } from './completion.ts';

/** A line of the composer's list: what it puts into the box, and what that means in the message. */
export type Completion = Choice & { readonly insert: string; readonly meaning?: string };

/** What the composer offers for a trigger: the app's commands at once, people and channels as the sandbox finds them. */
export function useCompletions(trigger: Trigger | null, channel: string): Completion[] {
  const { call, store } = useSession();
  const app = useSelect((state) => state.app);
  const [found, setFound] = useState<{ kind: string; query: string; completions: Completion[] }>({
    kind: '',
    query: '',
    completions: [],
  });
  const kind = trigger?.kind;
  const query = trigger?.query ?? '';

  useEffect(() => {
    if (kind !== 'person' && kind !== 'channel') return;
    let current = true;
    const timer = setTimeout(
      async () => {
        const completions = kind === 'person' ? await people(query) : await channels(query);
        if (current) setFound({ kind, query, completions });
      },
      query ? 80 : 0,
    );
    async function people(typed: string): Promise<Completion[]> {
      const result = await call('people.search', { query: typed, channel }).catch(() => ({ people: [] }));
      store.change({ type: 'people', people: result.people });
      return result.people
        .filter(({ deleted }) => !deleted)
        .slice(0, 8)
        .map((person) => ({
          key: person.id,
          label: person.name,
          hint: person.title || `@${person.handle}`,
          person,
          value: person.id,
          insert: `@${person.name}`,
          meaning: `<@${person.id}>`,
        }));
    }
    async function channels(typed: string): Promise<Completion[]> {
      const result = await call('conversations.search', { query: typed }).catch(() => ({
        conversations: [],
      }));
      return result.conversations
        .filter((each) => each.kind !== 'im')
        .slice(0, 8)
        .map(({ id, name, topic }) => ({
          key: id,
          label: `#${name}`,
          hint: topic.slice(0, 60) || undefined,
          value: id,
          insert: `#${name}`,
          meaning: `<#${id}>`,
        }));
    }
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [kind, query, channel, call, store]);

  if (kind === 'command') return commands(app?.commands ?? [], app?.name ?? '', query);
  if (kind === 'emoji')
    return searchEmoji(query, 8).map(({ name, text }) => ({
      key: name,
      label: `${text}  :${name}:`,
      value: name,
      insert: `:${name}:`,
    }));
  if (found.kind !== kind) return [];
  return found.query === query ? found.completions : matchingChoices(found.completions, query);
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
