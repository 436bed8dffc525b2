import type { Session } from '../client/session.ts';

/** The few commands Slack brings itself that a person needs here. */
export const builtIns = [
  { command: '/invite', usageHint: '@someone', description: 'Add people to this channel' },
  { command: '/topic', usageHint: 'new topic', description: 'Set the channel topic' },
  { command: '/leave', usageHint: '', description: 'Leave this channel' },
] as const;

export type Typed = { readonly channel: string; readonly text: string; readonly threadTs?: string };

/**
 * Sends what was typed: a command of the app's, one of Slack's own, or a message. Refusals are thrown with
 * a sentence fit to be shown, so that the composer can keep the text.
 */
export async function sendTyped(session: Session, { channel, text, threadTs }: Typed): Promise<void> {
  const { call, store } = session;
  const [, command, rest = ''] = /^(\/[\w-]+)(?:\s+(\S[\s\S]*)?)?$/.exec(text) ?? [];
  if (!command) {
    const { message } = await call('message.post', { channel, text, threadTs });
    store.change({ type: 'posted', message });
    return;
  }
  if (store.get().app?.commands.some((each) => each.command === command)) {
    const { notice } = await call('command', { channel, command, text: rest.trim(), threadTs });
    if (notice) session.notify(notice);
    return;
  }
  if (command === '/topic') await call('conversation.topic', { channel, topic: rest.trim() });
  else if (command === '/leave') await call('conversation.leave', { channel });
  else if (command === '/invite') await call('conversation.invite', { channel, users: mentioned(rest) });
  else throw new Error(`${command} is not a command here. Type / to see those there are.`);
}

function mentioned(text: string): string[] {
  const users = [...text.matchAll(/<@(\w+)/g)].map(([, id]) => id ?? '');
  if (users.length === 0) throw new Error('Name the people to add with @, for example /invite @Dana.');
  return users;
}
