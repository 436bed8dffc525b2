import type { Broken, Check } from '../support/invariants/inspect.ts';
import type { Tale } from '../support/invariants/tale.ts';

/** What somebody was sent for their eyes alone, as JSON. */
export type Shown = { readonly person: string; readonly what: string };

/** What only swarms know: their customers, and what was typed there. */
const CONTENT = /Customer (flood-)?\d|\b(ch|fl)\d+x\d+z\b/;

/**
 * Nothing that outsiders tried is on a timeline, none of them is anything in an escalation, and none was sent anything
 * of what a swarm holds.
 * @param typed what they typed
 */
export function outsiderChecks(
  ids: readonly string[],
  typed: string,
  shown: readonly Shown[],
  tales: readonly Tale[],
): Check[] {
  const traces = [...ids, typed];
  const traceIn = (value: unknown) => traces.find((one) => JSON.stringify(value).includes(one));
  const onTimelines = tales.flatMap(({ number, events }) =>
    events.flatMap((event): Broken[] => {
      const found = traceIn(event);
      return found === undefined
        ? []
        : [{ escalation: number, what: `${found} is in event ${event.seq} (${event.type})` }];
    }),
  );
  const inSwarms = tales.flatMap(({ number, escalation }): Broken[] => {
    const found = ids.find((id) => JSON.stringify(escalation).includes(id));
    return found === undefined ? [] : [{ escalation: number, what: `${found} has a part in it` }];
  });
  const told = shown.flatMap(({ person, what }): Broken[] => {
    const [found] = what.match(CONTENT) ?? [];
    return found === undefined
      ? []
      : [{ escalation: null, what: `${person} was shown ${found} in ${what.slice(0, 300)}` }];
  });
  const events = tales.reduce((sum, tale) => sum + tale.events.length, 0);
  return [
    { name: 'nothing of outsiders on any timeline', checked: events, broken: onTimelines },
    { name: 'no outsider in a swarm or with a role', checked: tales.length, broken: inSwarms },
    { name: 'outsiders are sent nothing of what swarms hold', checked: shown.length, broken: told },
  ];
}
