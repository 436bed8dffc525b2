import { createContext, useContext, useState } from 'react';
import type { Action, Block, Json, Where } from '../../protocol.ts';
import { useSelect, useSession } from '../client/context.tsx';
import type { Field } from '../forms/elements.ts';
import { actionOf, entryOf, mergeValues, withEntry } from '../forms/values.ts';
import { obj } from '../state/json.ts';
import { whereKey } from '../state/state.ts';
import { useConfirm } from './confirm.tsx';

/** The message or view around some blocks. */
export type Surface = { readonly where: Where; readonly blocks: readonly Block[] };
const SurfaceContext = createContext<Surface>({ where: { view: { id: '' } }, blocks: [] });
export const SurfaceProvider = SurfaceContext.Provider;
export const useSurface = (): Surface => useContext(SurfaceContext);

export type FieldControl = {
  readonly entry: Json;
  /** True from the moment an action is sent until the app has acknowledged it. */
  readonly busy: boolean;
  /** Keeps the value only, as inputs do. */
  readonly keep: (entry: Json) => void;
  /** Keeps the value and tells the app, after the element's confirm dialog if it has one. */
  readonly dispatch: (entry: Json) => void;
  /** Tells the app, without a value to keep: buttons and overflow menus. */
  readonly press: (action?: Action) => void;
};

/** An element's value, and the ways to change it and to tell the app. */
export function useField(field: Field): FieldControl {
  const { store, call, attempt } = useSession();
  const { where, blocks } = useSurface();
  const confirm = useConfirm();
  const [busy, setBusy] = useState(false);
  const key = whereKey(where);
  const entry =
    useSelect((state) => state.forms[key]?.[field.blockId]?.[field.actionId]) ?? entryOf(undefined, field);

  function keep(next: Json): void {
    const before = store.get().forms[key] ?? mergeValues(blocks);
    store.change({ type: 'form', key, values: withEntry(before, field.blockId, field.actionId, next) });
  }

  async function send(action: Action): Promise<void> {
    setBusy(true);
    const values = store.get().forms[key] ?? mergeValues(blocks);
    await attempt(() => call('action', { where, action, values }), where);
    setBusy(false);
  }

  const confirmed = (then: () => void): void => {
    if (field.element.confirm) confirm(obj(field.element.confirm), then);
    else then();
  };

  return {
    entry,
    busy,
    keep,
    dispatch: (next) =>
      confirmed(() => {
        keep(next);
        void send(actionOf(field, next));
      }),
    press: (action = actionOf(field)) => {
      if (!busy) confirmed(() => void send(action));
    },
  };
}
