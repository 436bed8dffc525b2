import { useEffect, useId, useRef } from 'react';
import type { Block, Json } from '../../protocol.ts';
import { Control } from '../forms/control.tsx';
import { isTextInput } from '../forms/elements.ts';
import { obj, str, strings, textOf } from '../state/json.ts';
import { Plain } from '../text/text.tsx';
import { useField } from './use-field.ts';

/** Letters typed within this time go to the app together. */
const debounceMs = 250;

/** An input with its label, hint and error. With `dispatch_action` the app hears of changes, as `dispatch_action_config` says. */
export function InputBlock({ block, error }: { block: Block; error?: string }) {
  const element = obj(block.element);
  const field = { block, blockId: str(block.block_id), actionId: str(element.action_id), element };
  const { entry, keep, dispatch, busy } = useField(field);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ids = useId();
  const dispatches = block.dispatch_action === true;
  const isText = isTextInput(str(element.type));
  const triggers = triggersOf(element);
  const onEnter = dispatches && isText && triggers.includes('on_enter_pressed');

  useEffect(() => () => clearTimeout(timer.current), []);

  function onValue(next: Json): void {
    if (dispatches && !isText) dispatch(next);
    else keep(next);
    if (!dispatches || !isText || !triggers.includes('on_character_entered')) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => dispatch(next), debounceMs);
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
        onValue={onValue}
        onEnter={(next) => {
          if (onEnter) dispatch(next);
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
