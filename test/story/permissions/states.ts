import type { Actor } from '../../../src/domain/command.ts';
import type { Event } from '../../../src/domain/event.ts';
import { replay } from '../../../src/domain/evolve.ts';
import type { Escalation, PersonId } from '../../../src/domain/kernel/escalation.ts';
import type { PersonKind } from '../../../src/domain/kernel/people.ts';
import { type Act, ROLES, type Role, rolesIn } from '../../../src/domain/kernel/permissions.ts';
import { HOUR, type Instant } from '../../../src/domain/kernel/time.ts';
import { createBatch } from '../../../src/store/batch.ts';
import type { Database } from '../../../src/store/client.ts';
import { append, placed } from '../../../src/store/events/append.ts';
import { project } from '../../../src/store/read-models/project.ts';
import type { Past } from '../../support/given.ts';
import { BECOMES, broughtIn, pastFor, saysTable, WHO } from '../../support/permission-cells.ts';
import type { People, Rank } from './people.ts';

/** What somebody is to the escalation. Of a private one leads and managers know nothing unless they are in it, too. */
export const STANDINGS = [...ROLES, 'lead in it', 'manager in it'] as const;
export type Standing = (typeof STANDINGS)[number];

export type Place = { readonly act: Act; readonly isPrivate: boolean; readonly standing: Standing };

/** An escalation of its own for one cell of the table, and whoever is to act on it. */
export type Cell = {
  readonly name: string;
  readonly kind: PersonKind;
  readonly by: Actor;
  readonly escalation: Escalation;
  /** Stands in its customer, its problem and its ticket, and nowhere else. */
  readonly secret: string;
  readonly allowed: boolean;
  readonly maySee: boolean;
};

export type Stage = {
  readonly db: Database;
  readonly workspace: string;
  readonly now: Instant;
  readonly people: People;
  /** The Slack id of somebody of the cast. */
  readonly idOf: (handle: string) => PersonId;
};

/** Far from the numbers that escalations get which are opened meanwhile. */
let lastNumber = 500_000;

/** Makes the escalation of each cell as if all that led to it had happened an hour ago; they are all written at once. */
export async function makeCells(
  stage: Stage,
  act: Act,
  wanted: readonly (Omit<Place, 'act'> & { readonly kind: PersonKind })[],
): Promise<Cell[]> {
  const cells = wanted.map(({ kind, ...place }) => cellOf(stage, { act, ...place }, kind));
  const batch = createBatch();
  append(
    batch,
    cells.flatMap(({ events }) => events),
  );
  project(
    batch,
    cells.map(({ events }) => ({ before: null, events })),
  );
  await batch.run(stage.db);
  return cells.map(({ cell }) => cell);
}

function cellOf(
  { people, workspace, now, idOf }: Stage,
  place: Place,
  kind: PersonKind,
): { readonly cell: Cell; readonly events: Event[] } {
  const { act, isPrivate, standing } = place;
  lastNumber += 1;
  const secret = `zq${lastNumber}qz`;
  const role = roleOf(standing);
  const roster = BECOMES[role].roster ?? {};
  const id = people[kind][rankOf(role)];
  const cast: Readonly<Record<string, PersonId>> = {
    [WHO]: id,
    ...Object.fromEntries(Object.entries(CAST).map(([name, handle]) => [name, idOf(handle)])),
    C7: `C0CELL${lastNumber}`,
  };
  const past = recast(
    [...pastFor(role, isPrivate), ...(standing === role ? [] : [broughtIn()]), ...forAct(place)],
    cast,
  );
  const events = past.flatMap((one, index) =>
    placed([told(one, secret, now)], {
      workspace,
      escalation: `cell-${lastNumber}`,
      after: index,
      at: now - HOUR + index,
      by: one.by === undefined ? (cast.rita ?? null) : one.by,
    }),
  );
  const escalation = replay(events);
  if (escalation === null) throw new Error('it is not opened');
  const by = { id, kind, leads: [], manages: false, ...roster } satisfies Actor;
  const roles = rolesIn(escalation, by);
  if (!roles.includes(role)) throw new Error(`${standing} is only ${roles.join()}`);
  const allowed = saysTable(act, kind, roles, isPrivate);
  const maySee = saysTable('See', kind, roles, isPrivate);
  return { events, cell: { name: `${standing}, ${kind}`, kind, by, escalation, secret, allowed, maySee } };
}

/** Who of the sandbox stands for whom of the cast. */
const CAST = { rita: 'riley', dana: 'dana', sam: 'sam', lee: 'lee', morgan: 'morgan' };

function roleOf(standing: Standing): Role {
  if (standing === 'lead in it') return 'lead';
  return standing === 'manager in it' ? 'manager' : standing;
}

function rankOf(role: Role): Rank {
  return role === 'lead' || role === 'manager' ? role : 'nothing';
}

/** What an act needs to have something to act on, so that it is nothing but the table that stands in its way. */
function forAct({ act, isPrivate, standing }: Place): readonly Past[] {
  switch (act) {
    case 'AcceptHandOver':
    case 'DeclineHandOver':
    case 'AcceptRole':
    case 'DeclineRole':
      return standing === 'asked' ? [] : OFFERED_TO_SAM;
    case 'OpenNewChannel':
      return [{ type: 'SwarmChannelLost', why: 'archived', person: 'sam', by: null }];
    case 'AdmitBystanders':
      return isPrivate ? FOUND : [];
    case 'Reopen':
      return standing === 'asked' ? [] : RESOLVED;
    default:
      return [];
  }
}

const OFFERED_TO_SAM: readonly Past[] = [
  { type: 'HandOverOffered', to: 'sam', note: 'Go on', by: 'dana' },
  { type: 'RoleOffered', role: 'communicator', from: 'dana', to: 'sam', asked: 'sam', by: 'dana' },
];
const FOUND: readonly Past[] = [
  { type: 'SwarmChannelLost', why: 'exposed', person: 'sam', by: null },
  { type: 'BystandersFound', people: ['lee'], by: null },
];
const RESOLVED: readonly Past[] = [
  { type: 'CustomerUpdated', text: 'All works again.', over: 'email', met: 1 },
  { type: 'EscalationResolved', fix: 'Rolled back', cause: 'A bad deploy', finalWord: 'All works again.' },
];

function told(one: Past, secret: string, now: Instant): Past {
  if (one.type === 'CheckpointPromised') return { ...one, dueAt: now + HOUR };
  if (one.type !== 'EscalationOpened') return one;
  return {
    ...one,
    number: lastNumber,
    customer: `Customer ${secret}`,
    problem: `Trouble ${secret}`,
    tried: `Tried ${secret}`,
    outcome: `Wanted ${secret}`,
    ticket: { text: `#${secret}`, key: secret },
    channelName: `esc-${lastNumber}`,
  };
}

/** The same with others in these places. */
function recast<T>(value: T, cast: Readonly<Record<string, string>>): T {
  if (typeof value === 'string') return (Object.hasOwn(cast, value) ? cast[value] : value) as T;
  if (Array.isArray(value)) return value.map((one) => recast(one, cast)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, recast(one, cast)]);
  return Object.fromEntries(entries) as T;
}
