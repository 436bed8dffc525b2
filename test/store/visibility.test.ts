import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event, EventBody } from '../../src/domain/event.ts';
import { replay } from '../../src/domain/evolve.ts';
import { maySee, refuseUnlessAllowed } from '../../src/domain/kernel/access.ts';
import { type Escalation, isInSwarm, type PersonId, rolesOf } from '../../src/domain/kernel/escalation.ts';
import { PERSON_KINDS } from '../../src/domain/kernel/people.ts';
import { searchFor } from '../../src/domain/kernel/ticket-search.ts';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import { createBatch } from '../../src/store/batch.ts';
import type { Reader } from '../../src/store/client.ts';
import { append, placed } from '../../src/store/events/append.ts';
import { liveByTicket } from '../../src/store/facts.ts';
import { homeOf, type ListRow, openEscalations, type Viewer } from '../../src/store/lists.ts';
import { answerablePeople, openEscalationsOf } from '../../src/store/queries.ts';
import { project } from '../../src/store/read-models/project.ts';
import { applyRoster, nameWorkspace } from '../../src/store/roster/apply.ts';
import { opened } from '../domain/tables/cast.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { ROSTER, START, WORKSPACE } from '../support/engine.ts';
import { seedFrom } from '../support/random.ts';

const SEED = seedFrom(process.env.SEED);
const WORLDS = 50;
const OTHER_WORKSPACE = 'T0002';
/** Two lead a team of the roster, one manages, one has never been anywhere. */
const PEOPLE = ['UDANA', 'ULEE', 'UREP', 'USAM', 'UMORGAN', 'UGUEST', 'USTRANGER'];
const LEADS = ROSTER.teams.flatMap((team) => team.leads);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  for (const workspace of [WORKSPACE, OTHER_WORKSPACE]) {
    await nameWorkspace(database.db, workspace, workspace);
    await applyRoster(database.db, workspace, ROSTER);
  }
});
afterAll(() => database.stop());

// Lives are drawn as events, not as commands: the lists must follow the rule in states as well that no command leads to today.

const person = fc.constantFrom(...PEOPLE.slice(0, -1));
const member = person.map((id) => ({ id, as: 'guest' as const }));
const answer = { from: 'UDANA', offer: 1 };

const turn: fc.Arbitrary<EventBody> = fc.oneof(
  fc.array(member, { minLength: 1, maxLength: 2 }).map((people) => pulledIn(people)),
  person.map((who): EventBody => ({ type: 'PersonJoined', person: who })),
  person.map((who): EventBody => ({ type: 'PersonLeft', person: who })),
  person.map((who): EventBody => ({ type: 'PersonDeparted', person: who })),
  person.map((owner): EventBody => ({ type: 'OwnershipClaimed', owner })),
  person.map((to): EventBody => ({ type: 'HandOverOffered', to, note: 'Go on' })),
  person.map((to): EventBody => ({ type: 'HandOverAccepted', to, ...answer })),
  person.map((to): EventBody => ({ type: 'HandOverDeclined', to, ...answer })),
  person.map((to): EventBody => ({ type: 'RoleGiven', role: 'communicator', from: 'UREP', to })),
  person.map((to): EventBody => ({ type: 'RoleGiven', role: 'monitor', from: 'UMORGAN', to })),
  fc.constant<EventBody>({ type: 'SwarmChannelCreated', channel: 'C7', name: 'esc' }),
  fc.constant<EventBody>({ type: 'StepFailed', step: 'channel', people: [], reason: 'no' }),
  fc.constant<EventBody>({ type: 'EscalationResolved', fix: 'a', cause: 'b', finalWord: 'c' }),
  fc.constant<EventBody>({ type: 'EscalationReopened', reason: 'again' }),
);

function pulledIn(people: readonly { id: PersonId; as: 'guest' }[]): EventBody {
  const once = people.filter(({ id }, index) => people.findIndex((one) => one.id === id) === index);
  return { type: 'PeoplePulledIn', people: once, teams: [] };
}

const life = fc.record({
  isPrivate: fc.boolean(),
  isElsewhere: fc.integer({ min: 0, max: 7 }).map((drawn) => drawn === 0),
  rep: person,
  monitor: person,
  isPromised: fc.boolean(),
  turns: fc.array(turn, { maxLength: 8 }),
});
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;
const world = fc.array(life, { minLength: 6, maxLength: 14, size: 'max' });

function eventsOf({ isPrivate, isElsewhere, rep, monitor, isPromised, turns }: Life, index: number): Event[] {
  const number = index + 1;
  const ticket = { text: `#${number}`, key: `${number}` };
  const opening: EventBody = {
    ...opened,
    number,
    isPrivate,
    rep,
    monitor,
    ticket,
    swarm: [{ id: rep, as: 'rep' }],
  };
  const promise: EventBody = {
    type: 'CheckpointPromised',
    number: 1,
    dueAt: START + HOUR + (index % 3) * MINUTE,
  };
  const workspace = isElsewhere ? OTHER_WORKSPACE : WORKSPACE;
  const place = { workspace, escalation: `e${number}`, after: 0, at: START + index * MINUTE, by: rep };
  return placed([opening, ...(isPromised ? [promise] : []), ...turns], place);
}

/** Makes it the only world there is; returns its escalations that are open here. */
async function stand(lives: readonly Life[]): Promise<Escalation[]> {
  // Quicker than to truncate such small tables.
  await database.db.event.deleteMany();
  await database.db.escalation.deleteMany();
  const all = lives.map((one, index) => eventsOf(one, index));
  const batch = createBatch();
  append(batch, all.flat());
  project(
    batch,
    all.map((events) => ({ before: null, events })),
  );
  await batch.run(database.db);
  const states = all.map((events) => replay(events) as Escalation);
  return states.filter((one) => one.workspace === WORKSPACE && one.status === 'open');
}

const latest = (list: readonly Escalation[]) => list.toSorted((a, b) => b.openedAt - a.openedAt);
const soonest = (list: readonly Escalation[]) =>
  list.toSorted((a, b) => dueAt(a) - dueAt(b) || a.number - b.number);
const dueAt = ({ checkpoint }: Escalation) => checkpoint?.dueAt ?? 0;

type Rows = readonly ListRow[] | null;
type Lists = {
  /** As the store gives them. */
  readonly read: (reader: Reader, viewer: Viewer) => Promise<Readonly<Record<string, Rows>>>;
  /** As they follow from what this person may see of what is open. */
  readonly follow: (
    seen: readonly Escalation[],
    viewer: Viewer,
  ) => Readonly<Record<string, readonly Escalation[] | null>>;
};

/** Every list that shows escalations to a person, by the function of the store that gives it. */
const LISTS: Readonly<Record<string, Lists>> = {
  openEscalations: {
    read: async (reader, viewer) => ({ open: await openEscalations(reader, WORKSPACE, viewer) }),
    follow: (seen) => ({ open: latest(seen) }),
  },
  homeOf: {
    read: (reader, viewer) => homeOf(reader, WORKSPACE, viewer),
    follow: (seen, { id: person, kind }) => ({
      mine: latest(seen.filter((one) => isInSwarm(one, person))),
      due: soonest(seen.filter((one) => one.communicator === person && one.checkpoint !== null)),
      unowned: LEADS.includes(person) && kind === 'member' ? unowned(seen, person) : null,
    }),
  },
};

function unowned(seen: readonly Escalation[], person: PersonId): Escalation[] {
  return seen
    .filter((one) => one.owner === null)
    .toSorted((a, b) => ledFirst(a, b, person) || a.openedAt - b.openedAt);
}

function ledFirst(a: Escalation, b: Escalation, person: PersonId): number {
  const led = ROSTER.teams.filter((team) => team.leads.includes(person)).map((team) => team.key);
  const isTheirs = (one: Escalation) => one.teams.some((team) => led.includes(team.key));
  return Number(isTheirs(b)) - Number(isTheirs(a));
}

const ids = (list: readonly Escalation[] | null) => list?.map((one) => one.id) ?? null;

function inWorlds(check: (open: readonly Escalation[]) => Promise<void>) {
  const property = fc.asyncProperty(world, async (lives) => check(await stand(lives)));
  return fc.assert(property, { seed: SEED, numRuns: WORLDS });
}

describe(`in worlds drawn from SEED=${SEED} a list shows whoever asks`, () => {
  test('exactly what the gate lets them see', async () => {
    await inWorlds(async (open) => {
      const members = PEOPLE.map((id): Viewer => ({ id, kind: 'member' }));
      const others = PERSON_KINDS.map((kind, index): Viewer => ({ id: PEOPLE[index] ?? 'UREP', kind }));
      const guest: Viewer = { id: 'USAM', kind: 'guest' };
      const viewers = [...members, ...others, guest];
      const all = viewers.flatMap((viewer) => Object.values(LISTS).map((lists) => ({ viewer, ...lists })));
      await Promise.all(
        all.map(async ({ viewer, read, follow }) => {
          const by = { ...viewer, leads: [], manages: false };
          const seen = open.filter((one) => refuseUnlessAllowed('See', one, by) === null);
          const found = Object.entries(await read(database.db, viewer));
          const listed = found.map(([name, rows]) => [name, rows?.map((row) => row.escalation) ?? null]);
          const expected = Object.entries(follow(seen, viewer)).map(([name, list]) => [name, ids(list)]);
          expect(Object.fromEntries(listed), JSON.stringify(viewer)).toEqual(Object.fromEntries(expected));
        }),
      );
    });
  });

  test('and every function of the store that gives rows of lists is among these', () => {
    const root = fileURLToPath(new URL('../../src/store', import.meta.url));
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    );
    const names = paths.flatMap((path) =>
      [...readFileSync(`${root}/${path}`, 'utf8').matchAll(GIVES_ROWS)].map(([, name]) => name),
    );
    expect(names.sort()).toEqual(Object.keys(LISTS).sort());
  });

  test('of a rival nothing, when they may not see it', async () => {
    await inWorlds(async (open) => {
      for (const escalation of open) {
        const { id, number, isPrivate, ticket, channel } = escalation;
        for (const one of PEOPLE) {
          const rival = { id, number, isPrivate, channel: channel?.id ?? null };
          const told = maySee(escalation, one) ? rival : null;
          expect(await liveByTicket(database.db, WORKSPACE, searchFor(ticket), one), one).toEqual(told);
        }
      }
    });
  });
});

const GIVES_ROWS = /^export (?:async )?function (\w+)\([^{]*?\): Promise<(?:ListRow|Home)\b/gm;

// Muster asks for itself, and shows nobody: so privacy has no say in these.
test(`in worlds drawn from SEED=${SEED} Muster finds everybody who answers for something, and all they have a part in`, async () => {
  await inWorlds(async (open) => {
    const roles = [...new Set(open.flatMap(rolesOf))].sort();
    expect(await answerablePeople(database.db, WORKSPACE)).toEqual(roles);
    for (const one of PEOPLE) {
      const own = open.filter((state) => isInSwarm(state, one) || rolesOf(state).includes(one));
      expect(await openEscalationsOf(database.db, WORKSPACE, one)).toEqual(ids(own));
    }
  });
});
