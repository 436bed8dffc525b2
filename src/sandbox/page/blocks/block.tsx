import type { Block, Json } from '../../protocol.ts';
import type { Field } from '../forms/elements.ts';
import { list, obj, str, textOf } from '../state/json.ts';
import { Plain, TextObject } from '../text/text.tsx';
import { withKeys } from '../ui/with-keys.ts';
import { ElementView } from './element.tsx';
import { InputBlock } from './input-block.tsx';
import { LibraryBlock } from './library-block.tsx';
import { Picture } from './picture.tsx';

/** One block: what a person can use is ours, what is only to be seen and rich is the library's. */
export function BlockView({ block, error }: { block: Block; error?: string }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return (
        <h3 className="b-header">
          <Plain text={textOf(block.text)} />
        </h3>
      );
    case 'divider':
      return <hr className="b-divider" />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return <Elements block={block} className="b-actions" />;
    case 'context_actions':
      return <Elements block={block} className="b-context-actions" />;
    case 'input':
      return <InputBlock block={block} error={error} />;
    case 'image':
      return <Picture image={block} className="b-image" />;
    case 'card':
      return <Card block={block} />;
    case 'carousel':
      return (
        <div className="b-carousel">
          {list(block.elements).map((card) => (
            <Card key={str(card.block_id) || textOf(card.title)} block={card as Block} />
          ))}
        </div>
      );
    default:
      return <LibraryBlock block={block} />;
  }
}

function Section({ block }: { block: Block }) {
  return (
    <div className={`b-section${block.accessory ? ' with-accessory' : ''}`}>
      <div className="b-section-text">
        {block.text !== undefined && <TextObject value={block.text} />}
        {Array.isArray(block.fields) && (
          <div className="b-fields">
            {withKeys(list(block.fields)).map(({ key, item }) => (
              <div key={key} className="b-field">
                <TextObject value={item} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory !== undefined && (
        <div className={`b-accessory b-accessory-${str(obj(block.accessory).type)}`}>
          <ElementView
            field={fieldOf(block, obj(block.accessory))}
            label={textOf(block.text).replace(/[*_~`]/g, '')}
          />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: Block }) {
  return (
    <div className="b-context">
      {withKeys(list(block.elements)).map(({ key, item }) =>
        item.type === 'image' ? <Picture key={key} image={item} /> : <TextObject key={key} value={item} />,
      )}
    </div>
  );
}

function Elements({ block, className }: { block: Block; className: string }) {
  return (
    <div className={className}>
      {withKeys(list(block.elements)).map(({ key, item }) => (
        <ElementView key={str(item.action_id) || key} field={fieldOf(block, item)} />
      ))}
    </div>
  );
}

/** The library draws the card; its buttons have to do something, so they are ours. */
function Card({ block }: { block: Block }) {
  const { actions, ...rest } = block;
  return (
    <div className="b-card">
      <LibraryBlock block={rest as Block} />
      {list(actions).length > 0 && <Elements block={{ ...block, elements: actions }} className="b-actions" />}
    </div>
  );
}

function fieldOf(block: Block, element: Json): Field {
  return { block, blockId: str(block.block_id), actionId: str(element.action_id), element };
}
