import { expect } from 'vitest';
import type { Actor, Command, CommandBody, ExpectedVersions } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Event, EventBody } from '../../src/domain/event.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Decision } from '../../src/domain/kernel/decision.ts';
import type { Escalation, PersonId } from '../../src/domain/kernel/escalation.ts';
import type { Kinds, PersonKind } from '../../src/domain/kernel/people.ts';
import { type Instant, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Refusal } from '../../src/domain/refusal.ts';

export const START: Instant = Date.UTC(2030, 0, 7, 9);

/** An event as a test tells it; when nothing else is said, the rep caused it at START. */
export type Past = EventBody & { readonly by?: PersonId | null; readonly at?: Instant };

/** A command as a test tells it; when nothing else is said, the rep sends it ten minutes after START. */
export type Wish = CommandBody & {
  readonly by?: Actor;
  readonly at?: Instant;
  readonly expectedVersions?: ExpectedVersions;
  /** Of whom nothing is said here, they are members of the workspace. */
  readonly kinds?: Kinds;
};

/** A person with what the roster of the tests says of them: Dana and Lee lead teams, Morgan manages. */
export function actor(id: PersonId, kind: PersonKind = 'member'): Actor {
  const leads: Record<PersonId, string[]> = { dana: ['payments'], lee: ['platform'], nora: ['legal'] };
  return { id, kind, leads: leads[id] ?? [], manages: id === 'morgan' };
}

export function eventsOf(past: readonly Past[]): Event[] {
  return past.map((one, index) => ({
    ...one,
    escalation: 'e1',
    workspace: 'w1',
    seq: index + 1,
    at: one.at ?? START,
    by: one.by === undefined ? 'rita' : one.by,
  }));
}

export function stateAfter(...past: readonly Past[]): Escalation {
  const state = replay(eventsOf(past));
  if (state === null) throw new Error('an escalation needs at least the event that opens it');
  return state;
}

/** `given(...events).when(command).then(...events)` or `.then(refusal)`; `.then()` alone means: nothing to do. */
export function given(...past: readonly Past[]) {
  return {
    when(wish: Wish) {
      const decision = decide(past.length === 0 ? null : stateAfter(...past), commandOf(wish));
      function then(...expected: readonly EventBody[] | readonly [Refusal]): void {
        const [first] = expected;
        const answer = first !== undefined && 'code' in first ? first : expected;
        expect<Decision | typeof expected>(decision).toStrictEqual(answer);
      }
      return { then };
    },
  };
}

const CAST = ['rita', 'dana', 'sam', 'lee', 'pat', 'morgan', 'nora', 'gus', 'olli'];

/** Everybody of the tests, as members of the workspace. */
export const MEMBERS: Kinds = Object.fromEntries(CAST.map((id) => [id, 'member']));

function commandOf(wish: Wish): Command {
  return {
    ...wish,
    kinds: { ...MEMBERS, ...wish.kinds },
    by: wish.by ?? actor('rita'),
    at: wish.at ?? START + 10 * MINUTE,
  };
}
