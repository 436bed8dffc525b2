import { useEffect, useId, useRef } from 'react';
import type { Block, Json } from '../../protocol.ts';
import { Control } from '../forms/control.tsx';
import { isTyped } from '../forms/elements.ts';
import { obj, str, strings, textOf } from '../state/json.ts';
import { Plain } from '../text/text.tsx';
import { useField } from './use-field.ts';

/** Letters typed within this time go to the app together. */
const typingMs = 250;

/** An input with its label, hint and error. With `dispatch_action` the app hears of changes, as `dispatch_action_config` says. */
export function InputBlock({ block, error }: { block: Block; error?: string }) {
  const element = obj(block.element);
  const field = { block, blockId: str(block.block_id), actionId: str(element.action_id), element };
  const { entry, set, use, busy } = useField(field);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ids = useId();
  const dispatch = block.dispatch_action === true;
  const typed = isTyped(str(element.type));
  const triggers = triggersOf(element);
  const onEnter = dispatch && typed && triggers.includes('on_enter_pressed');

  useEffect(() => () => clearTimeout(typing.current), []);

  function onUse(next: Json): void {
    if (dispatch && !typed) use(next);
    else set(next);
    if (!dispatch || !typed || !triggers.includes('on_character_entered')) return;
    clearTimeout(typing.current);
    typing.current = setTimeout(() => use(next), typingMs);
  }

  const described = [error && `${ids}-error`, block.hint && `${ids}-hint`].filter(Boolean).join(' ');
  return (
    <div className={`b-input${error ? ' with-error' : ''}`} data-block-id={block.block_id}>
      <div className="b-label">
        <span id={`${ids}-label`}>
          <Plain text={textOf(block.label)} />
        </span>
        {block.optional === true && <span className="optional"> (optional)</span>}
        {busy && <span className="spinner" aria-hidden="true" />}
      </div>
      <Control
        field={field}
        entry={entry}
        onUse={onUse}
        onEnter={(next) => {
          if (onEnter) use(next);
          return onEnter;
        }}
        labelId={`${ids}-label`}
        label={textOf(block.label)}
        describedBy={described || undefined}
        invalid={Boolean(error)}
      />
      {onEnter && (
        <div className="hint">Press {element.multiline === true ? 'Shift+Enter' : 'Enter'} to apply.</div>
      )}
      {error && (
        <div className="field-error" id={`${ids}-error`} role="alert">
          {error}
        </div>
      )}
      {block.hint !== undefined && (
        <div className="hint" id={`${ids}-hint`}>
          <Plain text={textOf(block.hint)} />
        </div>
      )}
    </div>
  );
}

/* Slack's default is Enter alone. */
function triggersOf(element: Json): string[] {
  const triggers = strings(obj(element.dispatch_action_config).trigger_actions_on);
  return triggers.length > 0 ? triggers : ['on_enter_pressed'];
}
