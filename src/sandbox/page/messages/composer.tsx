import { Autocomplete } from '@base-ui/react/autocomplete';
import { type ComponentProps, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Conversation } from '../../protocol.ts';
import { useSession, useTitle } from '../client/context.tsx';
import { OptionList } from '../forms/option-list.tsx';
import { useAutoHeight } from '../ui/auto-height.ts';
import { grouped } from '../ui/grouped.ts';
import { Icon } from '../ui/icon.tsx';
import { sendTyped } from './commands.ts';
import { complete, encodeText, triggerAt } from './completion.ts';
import { GlobalShortcuts } from './global-shortcuts.tsx';
import { type Completion, useCompletions } from './use-completions.ts';

/* What was begun and not sent, by conversation and thread, with the meaning of the names in it. */
const drafts = new Map<string, { text: string; names: Map<string, string> }>();

type ComposerProps = { readonly conversation: Conversation; readonly threadTs?: string };
type KeyHandler = NonNullable<ComponentProps<typeof Autocomplete.Input>['onKeyDown']>;

/** Enter sends, Shift+Enter breaks the line; /, @, # and : complete. What cannot be sent stays in the box. */
export function Composer({ conversation, threadTs }: ComposerProps) {
  const session = useSession();
  const key = `${session.user}:${conversation.id}:${threadTs ?? ''}`;
  const [text, setText] = useState(drafts.get(key)?.text ?? '');
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const names = useRef(drafts.get(key)?.names ?? new Map<string, string>());
  const highlighted = useRef<Completion>(undefined);
  const caretAfter = useRef<number>(undefined);
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const title = useTitle(conversation);
  const trigger = triggerAt(text, caret);
  const triggerKey = trigger ? `${trigger.kind}${trigger.start}` : '';
  const offered = useCompletions(trigger, conversation.id);
  const completions = dismissed === triggerKey ? [] : offered;
  const open = completions.length > 0;

  useEffect(() => {
    if (window.matchMedia('(hover: hover)').matches || threadTs) area.current?.focus({ preventScroll: true });
  }, [threadTs]);

  useLayoutEffect(() => {
    drafts.set(key, { text, names: names.current });
    // At once, so that what is typed next goes where the caret belongs.
    if (caretAfter.current !== undefined)
      area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = undefined;
  }, [text, key]);

  useAutoHeight(area, text, 240);

  function choose(completion: Completion): void {
    if (!trigger) return;
    if (completion.meaning) names.current.set(completion.insert, completion.meaning);
    const next = complete(text, caret, trigger, completion.insert);
    setText(next.text);
    setCaret(next.caret);
    caretAfter.current = next.caret;
    area.current?.focus();
  }

  async function send(): Promise<void> {
    const typed = text.trim();
    if (!typed) return;
    setText('');
    session.store.change({ type: 'notices.clear' });
    try {
      await sendTyped(session, {
        channel: conversation.id,
        text: encodeText(typed, meanings(session, names.current)),
        threadTs,
      });
    } catch (error) {
      setText((begun) => begun || typed);
      session.notify(error instanceof Error ? error.message : String(error));
    }
  }

  const onKeyDown: KeyHandler = (event) => {
    if (event.nativeEvent.isComposing) return;
    const taken = open && !event.shiftKey ? highlighted.current : undefined;
    if (taken && (event.key === 'Tab' || (event.key === 'Enter' && !isWhole(taken, text)))) choose(taken);
    else if (event.key === 'Enter' && !event.shiftKey) void send();
    else {
      // Base UI has the keys of the open list; the others move the caret as in any text.
      if (!open || ['Home', 'End'].includes(event.key)) event.preventBaseUIHandler();
      return;
    }
    event.preventBaseUIHandler();
    event.preventDefault();
  };

  const label = threadTs ? 'Reply…' : `Message ${conversation.kind === 'im' ? '' : '#'}${title}`;
  return (
    <Autocomplete.Root
      items={grouped(completions)}
      mode="none"
      autoHighlight="always"
      itemToStringValue={({ insert }) => insert}
      value={text}
      open={open}
      onOpenChange={(next) => next || setDismissed(triggerKey)}
      onItemHighlighted={(completion) => {
        highlighted.current = completion;
      }}
    >
      <div className="composer" ref={box}>
        <Autocomplete.Input
          render={<textarea ref={area} rows={1} />}
          aria-label={threadTs ? `Reply to the thread in ${title}` : label}
          data-testid={threadTs ? 'thread-composer' : 'composer'}
          placeholder={label}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart ?? 0);
            setDismissed('');
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-bar">
          <GlobalShortcuts />
          <span className="composer-hint">{text ? 'Enter to send, Shift+Enter for a new line' : ''}</span>
          <button
            type="button"
            className="send"
            aria-label="Send"
            disabled={!text.trim()}
            onClick={() => void send()}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
      <Autocomplete.Portal>
        <Autocomplete.Positioner anchor={box} side="top" sideOffset={4} collisionPadding={8}>
          <Autocomplete.Popup className="popup completions-popup">
            <OptionList label="Suggestions" onChoose={(choice) => choose(choice as Completion)} />
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

/* A command typed to its end is sent by Enter, not completed once more. */
function isWhole({ insert, meaning }: Completion, text: string): boolean {
  return meaning === undefined && text === insert;
}

/* Names chosen from the list, and whole names or handles typed by hand. */
function meanings(
  session: ReturnType<typeof useSession>,
  chosen: ReadonlyMap<string, string>,
): Map<string, string> {
  const { people, conversations } = session.store.get();
  const typed = new Map<string, string>();
  for (const { id, name, handle } of Object.values(people))
    typed.set(`@${name}`, `<@${id}>`).set(`@${handle}`, `<@${id}>`);
  for (const { id, name, kind } of Object.values(conversations))
    if (kind !== 'im') typed.set(`#${name}`, `<#${id}>`);
  return new Map([...typed, ...chosen]);
}
