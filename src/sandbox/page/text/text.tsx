import { memo, useMemo } from 'react';
import { usePerson, useSelect, useSession, useTitle, useZone } from '../client/context.tsx';
import { windowUrl } from '../client/place.ts';
import { obj, str } from '../state/json.ts';
import { useNow } from '../ui/clock.ts';
import { withKeys } from '../ui/with-keys.ts';
import { formatDate, fullTime } from './date.ts';
import type { Inline } from './mrkdwn.ts';
import { parseMrkdwn, parsePlain, parseTopic } from './mrkdwn.ts';

/** Slack's mrkdwn with mentions as names and dates in the reader's zone. */
export const Mrkdwn = memo(function Mrkdwn({ text }: { text: string }) {
  const paragraphs = useMemo(() => parseMrkdwn(text), [text]);
  return (
    <div className="mrkdwn">
      {withKeys(paragraphs).map(({ key, item: paragraph }) => {
        if (paragraph.kind === 'pre') return <pre key={key}>{paragraph.text}</pre>;
        const Tag = paragraph.kind === 'quote' ? 'blockquote' : 'p';
        return (
          <Tag key={key}>
            <InlineNodes nodes={paragraph.children} />
          </Tag>
        );
      })}
    </div>
  );
});

/** Text in which emoji are the only mark-up. */
export const Plain = memo(function Plain({ text }: { text: string }) {
  return <InlineNodes nodes={useMemo(() => parsePlain(text), [text])} />;
});

export const Topic = memo(function Topic({ text }: { text: string }) {
  return <InlineNodes nodes={useMemo(() => parseTopic(text), [text])} />;
});

/** A text object of either type. */
export function TextObject({ value }: { value: unknown }) {
  const { type, text } = obj(value);
  if (type === 'mrkdwn') return <Mrkdwn text={str(text)} />;
  return (
    <span className="plain">
      <Plain text={str(text)} />
    </span>
  );
}

function InlineNodes({ nodes }: { nodes: readonly Inline[] }) {
  return withKeys(nodes).map(({ key, item }) => <InlineNode key={key} node={item} />);
}

const tags = { bold: 'strong', italic: 'em', strike: 's' } as const;

function InlineNode({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
    case 'italic':
    case 'strike': {
      const Tag = tags[node.kind];
      return (
        <Tag>
          <InlineNodes nodes={node.children} />
        </Tag>
      );
    }
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return <Link url={node.url} text={node.text} />;
    case 'user':
      return <UserMention id={node.id} label={node.label} />;
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'group':
      return <span className="mention">@{node.label.replace(/^@/, '') || node.id}</span>;
    case 'broadcast':
      return <span className="mention me">@{node.range}</span>;
    case 'emoji':
      return (
        <span
          className="emoji"
          role="img"
          aria-label={node.name.replaceAll('_', ' ')}
          title={`:${node.name}:`}
        >
          {node.text}
        </span>
      );
    case 'date':
      return (
        <DateText timestamp={node.timestamp} format={node.format} fallback={node.fallback} link={node.link} />
      );
  }
}

export function Link({ url, text }: { url: string; text: string }) {
  if (!/^(https?|mailto|tel|slack):/i.test(url)) return text;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  );
}

export function UserMention({ id, label = '' }: { id: string; label?: string }) {
  const person = usePerson(id);
  const me = useSelect((state) => state.me?.id === id);
  return (
    <span className={`mention${me ? ' me' : ''}`} data-user={id} title={person?.title || undefined}>
      @{person?.name ?? (label || id)}
    </span>
  );
}

export function ChannelMention({ id, label = '' }: { id: string; label?: string }) {
  const { go } = useSession();
  const user = useSelect((state) => state.me?.id ?? '');
  const conversation = useSelect((state) => state.conversations[id]);
  const title = useTitle(conversation);
  return (
    <a
      className="mention"
      href={windowUrl(user, { at: id })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        go({ at: id });
      }}
    >
      {conversation?.kind === 'private' ? '🔒\u2009' : '#'}
      {title || label || id}
    </a>
  );
}

export function DateText(date: { timestamp: number; format: string; fallback: string; link?: string }) {
  const zone = useZone();
  const now = useNow();
  const text = formatDate(date.timestamp, date.format, date.fallback, { zone, now });
  if (date.link) return <Link url={date.link} text={text} />;
  if (!Number.isFinite(date.timestamp)) return text;
  return <time title={fullTime(date.timestamp, zone)}>{text}</time>;
}
