import { z } from 'zod';
import { visible } from '../domain/kernel/visible.ts';

/** A message that somebody used a shortcut on, whoever wrote it: a person, or an app with blocks, attachments or files. */
export type ReadMessage = {
  /** In Slack's mark-up. */
  readonly text: string;
  readonly author: { readonly person: string } | { readonly name: string } | null;
  /** When it was written, as Slack's timestamp; also its id in its channel. */
  readonly ts: string | null;
  readonly threadTs: string | null;
};

/** Characters that are taken over from one message, more than a form can hold. */
const MOST = 6_000;
/** How deep blocks are read, and how many parts of them. */
const DEEPEST = 8;
const MOST_PARTS = 1_000;

const Ts = z
  .string()
  .regex(/^\d{1,12}\.\d{1,9}$/)
  .nullish()
  .catch(null);
const Name = z.string().max(1_000).nullish().catch(null);
const List = z.array(z.unknown()).catch([]);

const Message = z.object({
  text: z.string().catch(''),
  user: z
    .string()
    .regex(/^[UW][A-Z0-9]{1,30}$/)
    .nullish()
    .catch(null),
  bot_id: Name,
  username: Name,
  bot_profile: z.object({ name: Name }).nullish().catch(null),
  ts: Ts,
  thread_ts: Ts,
  blocks: List,
  attachments: List,
  files: List,
});

export function readMessage(body: unknown): ReadMessage | null {
  const parsed = Message.safeParse(body);
  if (!parsed.success) return null;
  const { user, bot_id, username, bot_profile, ts, thread_ts } = parsed.data;
  const name = username || bot_profile?.name;
  const isApp = Boolean(bot_id || bot_profile);
  const author =
    isApp && name ? { name: visible(name) } : user ? { person: user } : name ? { name: visible(name) } : null;
  return { text: textOf(parsed.data), author, ts: ts ?? null, threadTs: thread_ts ?? null };
}

/** Its own text, which says what its blocks say; or the blocks, where there is none. Attachments and files come on top. */
function textOf({ text, blocks, attachments, files }: z.infer<typeof Message>): string {
  const parts = [text.trim() || said(blocks), ...attachments.map(attachmentText), ...files.map(fileText)];
  const all = parts.filter((part) => part !== '').join('\n');
  return visible(all.slice(0, MOST)).trim();
}

const Attachment = z.object({
  fallback: z.string().catch(''),
  pretext: z.string().catch(''),
  author_name: z.string().catch(''),
  title: z.string().catch(''),
  title_link: z.string().catch(''),
  text: z.string().catch(''),
  fields: z.array(z.object({ title: z.string().catch(''), value: z.string().catch('') })).catch([]),
  blocks: List,
});

function attachmentText(attachment: unknown): string {
  const parsed = Attachment.safeParse(attachment);
  if (!parsed.success) return '';
  const { fallback, pretext, author_name, title, title_link, text, fields, blocks } = parsed.data;
  const lines = [
    pretext,
    author_name,
    [title, title_link].filter((part) => part !== '').join(' '),
    text,
    ...fields.map((field) => [field.title, field.value].filter((part) => part !== '').join(': ')),
    said(blocks),
  ].filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines.join('\n') : fallback;
}

const File = z.object({
  title: z.string().catch(''),
  name: z.string().catch(''),
  permalink: z.string().catch(''),
});

function fileText(file: unknown): string {
  const parsed = File.safeParse(file);
  if (!parsed.success) return '';
  const { title, name, permalink } = parsed.data;
  const called = title || name;
  return called === '' ? '' : `File: ${called}${permalink === '' ? '' : ` ${permalink}`}`;
}

/** What blocks say, block by block. Whatever block it is, people read what stands under these names. */
function said(blocks: readonly unknown[]): string {
  const budget = { parts: MOST_PARTS };
  return blocks
    .map((block) => wordsIn(block, 0, budget).trim())
    .filter((line) => line !== '')
    .join('\n');
}

const Part = z.looseObject({ type: z.string().catch('') });

function wordsIn(part: unknown, depth: number, budget: { parts: number }): string {
  if (depth > DEEPEST || budget.parts <= 0) return '';
  budget.parts -= 1;
  if (typeof part === 'string') return part;
  if (Array.isArray(part)) {
    return part.map((one) => wordsIn(one, depth + 1, budget)).join(apart(part) ? '\n' : '');
  }
  const parsed = Part.safeParse(part);
  if (!parsed.success) return '';
  const named = NAMED[parsed.data.type]?.(parsed.data);
  if (named !== undefined) return named;
  const { title, text, fields, elements, rows, fallback } = parsed.data;
  return [title, text, fields, elements, rows ?? fallback]
    .map((one) => wordsIn(one, depth + 1, budget))
    .filter((words) => words !== '')
    .join('\n');
}

/** Parts of a sentence follow each other; whole texts, such as fields, stand on lines of their own. */
function apart(parts: readonly unknown[]): boolean {
  return parts.some((part) => {
    const type = Part.safeParse(part).data?.type ?? '';
    return type === 'mrkdwn' || type === 'plain_text' || type.startsWith('rich_text');
  });
}

type Read = (part: Record<string, unknown>) => string | undefined;

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Parts that are no text, as Slack's mark-up. Buttons and the like are nothing to take over. */
const NAMED: Readonly<Record<string, Read>> = Object.assign(Object.create(null), {
  user: ({ user_id }) => `<@${string(user_id)}>`,
  usergroup: ({ usergroup_id }) => `<!subteam^${string(usergroup_id)}>`,
  channel: ({ channel_id }) => `<#${string(channel_id)}>`,
  broadcast: ({ range }) => `@${string(range)}`,
  emoji: ({ name }) => `:${string(name)}:`,
  date: ({ fallback }) => string(fallback),
  link: ({ url, text }) => (string(text) === '' ? `<${string(url)}>` : `<${string(url)}|${string(text)}>`),
  image: ({ alt_text }) => string(alt_text),
  markdown: ({ text }) => string(text),
  raw_text: ({ text }) => `${string(text)} `,
  actions: () => '',
  button: () => '',
  divider: () => '',
} satisfies Record<string, Read>);

/** Where it can be read: https://api.slack.com/methods/chat.getPermalink gives the same. */
export function linkTo(
  domain: string | null,
  channel: string | null,
  { ts, threadTs }: Pick<ReadMessage, 'ts' | 'threadTs'>,
): string | null {
  if (domain === null || channel === null || ts === null) return null;
  const thread = threadTs === null || threadTs === ts ? '' : `?thread_ts=${threadTs}&cid=${channel}`;
  return `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${thread}`;
}
