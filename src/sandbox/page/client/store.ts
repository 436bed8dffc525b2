import { useSyncExternalStore } from 'react';
import type { Change } from '../state/reduce.ts';
import { reduce } from '../state/reduce.ts';
import type { State } from '../state/state.ts';
import { initialState } from '../state/state.ts';

export type Store = {
  readonly get: () => State;
  readonly change: (change: Change) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createStore(): Store {
  let state = initialState;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    change: (change) => {
      state = reduce(state, change);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Reads from the store and renders again when the part read changes; `select` must not build new objects. */
export function useStore<T>(store: Store, select: (state: State) => T): T {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
