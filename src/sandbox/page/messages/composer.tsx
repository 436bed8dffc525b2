import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Conversation } from '../../protocol.ts';
import { useSession, useTitle } from '../client/context.tsx';
import { Listbox } from '../forms/listbox.tsx';
import { useAnchored } from '../ui/anchored.ts';
import { Icon } from '../ui/icon.tsx';
import { sendTyped } from './commands.ts';
import { complete, encodeText, triggerAt } from './completion.ts';
import { GlobalShortcuts } from './global-shortcuts.tsx';
import { type Completion, useCompletions } from './use-completions.ts';

/* What was begun and not sent, by conversation and thread, with the meaning of the names in it. */
const drafts = new Map<string, { text: string; names: Map<string, string> }>();

type ComposerProps = { readonly conversation: Conversation; readonly threadTs?: string };

/** Enter sends, Shift+Enter breaks the line; /, @, # and : complete. What cannot be sent stays in the box. */
export function Composer({ conversation, threadTs }: ComposerProps) {
  const session = useSession();
  const key = `${session.user}:${conversation.id}:${threadTs ?? ''}`;
  const [text, setText] = useState(drafts.get(key)?.text ?? '');
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const [at, setAt] = useState(0);
  const names = useRef(drafts.get(key)?.names ?? new Map<string, string>());
  const caretAfter = useRef<number>(undefined);
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const title = useTitle(conversation);
  const trigger = triggerAt(text, caret);
  const triggerKey = trigger ? `${trigger.kind}${trigger.start}` : '';
  const offered = useCompletions(trigger, conversation.id);
  const completions = triggerKey && dismissed !== triggerKey ? offered : [];
  const open = completions.length > 0;
  const active = Math.min(at, completions.length - 1);
  const style = useAnchored(box, open, { height: 320 });

  useEffect(() => {
    if (window.matchMedia('(hover: hover)').matches || threadTs) area.current?.focus({ preventScroll: true });
  }, [threadTs]);

  useLayoutEffect(() => {
    drafts.set(key, { text, names: names.current });
    if (!area.current) return;
    // At once, so that what is typed next goes where the caret belongs.
    if (caretAfter.current !== undefined)
      area.current.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = undefined;
    area.current.style.height = 'auto';
    area.current.style.height = `${Math.min(area.current.scrollHeight, 240)}px`;
  }, [text, key]);

  function choose(completion: Completion): void {
    if (!trigger) return;
    if (completion.meaning) names.current.set(completion.insert, completion.meaning);
    const next = complete(text, caret, trigger, completion.insert);
    setText(next.text);
    setCaret(next.caret);
    caretAfter.current = next.caret;
    setAt(0);
    area.current?.focus();
  }

  async function send(): Promise<void> {
    const typed = text.trim();
    if (!typed) return;
    setText('');
    session.store.change({ type: 'notices.old' });
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

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const completion = completions[active];
    if (open && step) setAt((active + step + completions.length) % completions.length);
    else if (open && event.key === 'Escape') setDismissed(triggerKey);
    else if (
      open &&
      completion &&
      (event.key === 'Tab' || (event.key === 'Enter' && !isWhole(completion, text)))
    )
      choose(completion);
    else if (event.key === 'Enter' && !event.shiftKey) void send();
    else return;
    event.preventDefault();
    if (open) event.stopPropagation();
  }

  const label = threadTs ? 'Reply…' : `Message ${conversation.kind === 'im' ? '' : '#'}${title}`;
  return (
    <div className="composer" ref={box}>
      <textarea
        ref={area}
        rows={1}
        aria-label={threadTs ? `Reply to the thread in ${title}` : label}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${listId}-${active}` : undefined}
        data-testid={threadTs ? 'thread-composer' : 'composer'}
        placeholder={label}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCaret(event.target.selectionStart);
          setDismissed('');
          setAt(0);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => setDismissed(triggerKey)}
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
      {open && (
        <Listbox
          id={listId}
          label="Suggestions"
          style={style}
          choices={completions}
          active={active}
          onChoose={(choice) => choose(choice as Completion)}
        />
      )}
    </div>
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
