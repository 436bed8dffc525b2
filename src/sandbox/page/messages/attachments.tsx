import { useMemo } from 'react';
import type { Block, Json, Message } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { list, str } from '../state/json.ts';
import { Link, Mrkdwn } from '../text/text.tsx';
import { withKeys } from '../ui/with-keys.ts';

/** An older kind of message part: a coloured bar beside text and fields, or beside blocks. */
export function Attachments({ message }: { message: Message }) {
  const { channel, ts } = message;
  const where = useMemo(() => ({ message: { channel, ts } }), [channel, ts]);
  return withKeys(message.attachments ?? []).map(({ key, item }) => (
    <div key={key} className="attachment" style={{ borderLeftColor: colour(str(item.color)) }}>
      {str(item.pretext) && <Mrkdwn text={str(item.pretext)} />}
      {Array.isArray(item.blocks) ? (
        <Blocks blocks={item.blocks as Block[]} where={where} />
      ) : (
        <Plain item={item} />
      )}
    </div>
  ));
}

function Plain({ item }: { item: Json }) {
  const title = str(item.title);
  return (
    <>
      {str(item.author_name) && <div className="faint">{str(item.author_name)}</div>}
      {title && (
        <strong>{str(item.title_link) ? <Link url={str(item.title_link)} text={title} /> : title}</strong>
      )}
      {str(item.text) && <Mrkdwn text={str(item.text)} />}
      {!title && !str(item.text) && str(item.fallback)}
      <div className="b-fields">
        {withKeys(list(item.fields)).map(({ key, item: field }) => (
          <div key={key} className="b-field">
            <strong>{str(field.title)}</strong>
            <Mrkdwn text={str(field.value)} />
          </div>
        ))}
      </div>
      {str(item.footer) && <div className="faint">{str(item.footer)}</div>}
    </>
  );
}

function colour(name: string): string | undefined {
  const named = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' }[name];
  return named ?? (/^#?[0-9a-f]{6}$/i.test(name) ? `#${name.replace('#', '')}` : undefined);
}
