import type { AppLink } from '../delivery/interactions.ts';
import { presentPerson } from '../present.ts';
import type { Person } from '../protocol.ts';
import { personOf } from '../workspace/people.ts';
import { createDoings, type Doings } from './actions.ts';
import { createForms, type Forms } from './forms.ts';
import { createSights, type Sights } from './views.ts';

/**
 * One person in the workspace: what they can do and what they see. The page and the tests act through it alike.
 * Whatever cannot be done throws a `Refusal` whose message is a sentence for that person.
 */
export type Actor = Doings &
  Sights &
  Forms & {
    readonly id: string;
    readonly handle: string;
    readonly name: string;
    person(): Person;
  };

export function createActor(link: AppLink, id: string): Actor {
  const { handle, name } = personOf(link.workspace, id);
  const sights = createSights(link.workspace, id);
  const doings = createDoings(link, id);
  return {
    id,
    handle,
    name,
    person: () => presentPerson(personOf(link.workspace, id)),
    ...sights,
    ...doings,
    ...createForms(link, id, sights, doings),
  };
}
