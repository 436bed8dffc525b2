import type { Workspace } from './workspace.ts';

const tokens = /<@([A-Z0-9]+)>|<#([A-Z0-9]+)(?:\|[^>]*)?>|(https?:\/\/[^\s<>]+)|@(here|channel|everyone)\b/g;

/** What a person typed, as Slack stores it: mentions and links in angle brackets, everything else escaped. */
export function typedText(workspace: Workspace, text: string): string {
  return convert(text, (whole, user, channel, url, broadcast) => {
    if (user) return workspace.people.get(user) ? `<@${user}>` : escaped(whole);
    if (channel) return channelToken(workspace, channel) ?? escaped(whole);
    return url ? `<${escaped(url)}>` : `<!${broadcast}>`;
  });
}

/** The same for a slash command, where mentions keep their names or, unless the app escapes them, only those. */
export function commandText(workspace: Workspace, text: string, escapes: boolean): string {
  return convert(text, (whole, user, channel, url, broadcast) => {
    if (user) {
      const handle = workspace.people.get(user)?.handle ?? user;
      return escapes ? `<@${user}|${handle}>` : `@${handle}`;
    }
    if (channel) {
      const name = workspace.conversations.get(channel)?.name ?? channel;
      return escapes ? `<#${channel}|${name}>` : `#${name}`;
    }
    if (url) return escapes ? `<${escaped(url)}>` : escaped(url);
    return escapes ? `<!${broadcast}>` : escaped(whole);
  });
}

type Replace = (whole: string, user?: string, channel?: string, url?: string, broadcast?: string) => string;

function convert(text: string, replace: Replace): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    result += escaped(text.slice(end, match.index));
    result += replace(match[0], match[1], match[2], match[3], match[4]);
    end = match.index + match[0].length;
  }
  return result + escaped(text.slice(end));
}

function channelToken(workspace: Workspace, id: string): string | undefined {
  const conversation = workspace.conversations.get(id);
  return conversation ? `<#${id}|${conversation.kind === 'public' ? conversation.name : ''}>` : undefined;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
