import type { Event, EventType } from '../../src/domain/event.ts';
import type { Check } from '../support/invariants/inspect.ts';
import type { Tale } from '../support/invariants/tale.ts';

/** What Slack or Muster told somebody who had done something. Nothing means that no answer came. */
export type Told = 'done' | 'refused' | 'nothing';

/** What somebody did, and all that they were told when they sent it off, maybe more than once. */
export type Deed = {
  /** The customer, by which the escalation is known before it has a number. */
  readonly customer: string;
  readonly person: string;
  readonly what: string;
  /** Something that nobody else typed; null where nothing is typed. */
  readonly marker: string | null;
  /** Any of these says that it was done. */
  readonly leaves: readonly EventType[];
  readonly told: readonly Told[];
};

/** Holds what people were told against the timelines. */
export function ledgerChecks(deeds: readonly Deed[], tales: readonly Tale[]): Check[] {
  const byCustomer = new Map(tales.map((tale) => [customerOf(tale), tale]));
  const judged = deeds.filter(({ told }) => told.length > 0);
  const done = judged.filter(({ told }) => told.includes('done'));
  const refused = judged.filter(({ told }) => told.every((one) => one === 'refused'));
  const typed = judged.filter(({ marker }) => marker !== null);
  const look = (name: string, some: readonly Deed[], wrong: (deed: Deed, found: number) => string | null) => {
    const broken = some.flatMap((deed) => {
      const tale = byCustomer.get(deed.customer);
      const what = wrong(deed, traces(deed, tale?.events ?? []));
      return what === null ? [] : [{ escalation: tale?.number ?? null, what: `${describe(deed)} ${what}` }];
    });
    return { name, checked: some.length, broken };
  };
  return [
    look('what somebody was told is done is on the timeline', done, (_deed, found) =>
      found > 0 ? null : 'was acknowledged and is lost',
    ),
    look('nothing that somebody typed is there twice', typed, (_deed, found) =>
      found > 1 ? `is on the timeline ${found} times` : null,
    ),
    look('what was refused is not on the timeline', refused, (deed, found) =>
      deed.marker !== null && found > 0 ? 'was refused and is there all the same' : null,
    ),
  ];
}

function traces({ marker, leaves, person }: Deed, events: readonly Event[]): number {
  return events.filter((event) => {
    if (!leaves.includes(event.type)) return false;
    return marker === null ? event.by === person : JSON.stringify(event).includes(marker);
  }).length;
}

function customerOf({ events }: Tale): string {
  const [opened] = events;
  return opened?.type === 'EscalationOpened' ? opened.customer : '';
}

function describe({ person, what, customer, marker }: Deed): string {
  return `"${what}" of ${person} for ${customer}${marker === null ? '' : ` (${marker})`}`;
}
