import type { Effect } from '../../../src/domain/effect.ts';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import type { SliceTypes } from '../../../src/domain/kernel/slice.ts';
import type { Past } from '../../support/given.ts';
import type { Case } from './cast.ts';

/** What a slice of the domain is tried with. Like the slice itself it has rows for every name. */
export type SliceTable<T extends SliceTypes> = {
  /** For each of its commands one that is accepted and one that is refused or idle; the registry's test counts them. */
  readonly cases: readonly Case[];
  readonly evolve: {
    readonly [E in Exclude<T['event'], { type: 'EscalationOpened' }> as E['type']]: Some<Evolved<E>>;
  };
  readonly react: { readonly [E in T['event'] as E['type']]: Some<Reacted<E>> };
  readonly effects: { readonly [M in T['message'] | T['call'] as M['type']]: Kept<M> };
  readonly refusals: { readonly [R in T['refusal'] as R['code']]: Some<Explained<R>> };
};

type Some<Row> = readonly [Row, ...Row[]];

/** What an event changes of the state before it; all that is not named stays. */
export type Evolved<E> = Happened<E> & { readonly changes: Partial<Escalation> };

/** What follows when `event` happens after `given`. */
export type Reacted<E> = Happened<E> & { readonly effects: readonly Effect[] };

type Happened<E> = {
  readonly name: string;
  readonly given: readonly Past[];
  readonly event: E & Pick<Past, 'by' | 'at'>;
};

/** How an effect stands in the outbox. */
export type Kept<M> = {
  readonly effect: M;
  readonly key: string;
  readonly needs: 'nothing' | 'channel' | 'card';
  readonly lane: string;
};

/** A sample of a refusal; `says` is what its sentence must hold. */
export type Explained<R> = { readonly refusal: R; readonly says?: readonly string[] };
