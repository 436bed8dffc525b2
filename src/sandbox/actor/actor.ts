import type { InteractionContext } from '../delivery/interactions.ts';
import type { Person } from '../protocol.ts';
import { serializePerson } from '../serialize.ts';
import { personOf } from '../workspace/people.ts';
import { type ActorActions, createActions } from './actions.ts';
import { createForms, type Forms } from './forms.ts';
import { type ActorQueries, createQueries } from './queries.ts';

/**
 * One person in the workspace: what they can do and what they see. The page and the tests act through it alike.
 * Whatever cannot be done throws a `Refusal` whose message is a sentence for that person.
 */
export type Actor = ActorActions &
  ActorQueries &
  Forms & {
    readonly id: string;
    readonly handle: string;
    readonly name: string;
    person(): Person;
  };

export function createActor(context: InteractionContext, id: string): Actor {
  const { handle, name } = personOf(context.workspace, id);
  const queries = createQueries(context.workspace, id);
  const actions = createActions(context, id);
  return {
    id,
    handle,
    name,
    person: () => serializePerson(personOf(context.workspace, id)),
    ...queries,
    ...actions,
    ...createForms(context, id, queries, actions),
  };
}
