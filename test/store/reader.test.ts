import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { ticketOf } from '../../src/domain/kernel/ticket.ts';
import { searchFor } from '../../src/domain/kernel/ticket-search.ts';
import { audit } from '../../src/store/audit.ts';
import { createBatch } from '../../src/store/batch.ts';
import { foresee } from '../../src/store/budget/foresee.ts';
import { aheadInLine } from '../../src/store/budget/line.ts';
import { turnIn } from '../../src/store/budget/turn.ts';
import type { Database, Reader, Transaction } from '../../src/store/client.ts';
import { timeNow } from '../../src/store/clock.ts';
import { loadEvents, loadSomeEvents, loadTimelines } from '../../src/store/events/load.ts';
import { loadStanding, loadStandingAndEvent, loadStandings } from '../../src/store/events/standing.ts';
import { departedOf, liveByTicket, managers, openingFacts, pulledTeams } from '../../src/store/facts.ts';
import { findAnswer } from '../../src/store/inbox/find-answer.ts';
import { findEscalations } from '../../src/store/inspect/find-escalations.ts';
import { listEffects } from '../../src/store/inspect/list-effects.ts';
import { listEvents } from '../../src/store/inspect/list-events.ts';
import { listTimers } from '../../src/store/inspect/list-timers.ts';
import { isReadOnly } from '../../src/store/is-read-only.ts';
import { linesChannelName, linesChannelOf } from '../../src/store/lines-channel.ts';
import { knownReaders, linesToShow } from '../../src/store/lines-channel-readers.ts';
import { homeOf, openEscalations } from '../../src/store/lists.ts';
import { readToDecide } from '../../src/store/locks.ts';
import { outages } from '../../src/store/outages.ts';
import { waitingEscalations } from '../../src/store/outbox/find-waiting.ts';
import { endImpossible } from '../../src/store/outbox/finish.ts';
import { channelSlot, effectState, liveEffects } from '../../src/store/outbox/read.ts';
import { knownKinds, namedPeople, peopleByEmail } from '../../src/store/people/find.ts';
import { findAdmitted } from '../../src/store/people/find-admitted.ts';
import { escalationOfCard, postsByKey, postsOf } from '../../src/store/posts/read.ts';
import * as queries from '../../src/store/queries.ts';
import { playbooks, teams } from '../../src/store/roster/read.ts';
import { dueTimers, findTimer } from '../../src/store/timers/find-due.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, DANA, open, REP, WORKSPACE } from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
let id: string;
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database);
  id = await open(it.engine);
});
afterAll(() => database.stop());

type Read = (reader: Reader) => Promise<unknown>;

const BUDGET = { key: 'chat.postMessage', limits: [{ most: 1, ms: 1_000 }], line: 'chat.postMessage' };
const ACCOUNT = { ...BUDGET, calls: [], callers: [], until: 0, isAwaited: true };
const CALLER = { id: '', from: null, severity: 'SEV1', person: REP };
const CARD = { channel: 'C1', ts: '1.0' };
const TICKET = searchFor(ticketOf('1'));
const OPENING = { workspace: WORKSPACE, by: REP, playbook: 'outage', teams: ['payments'], ticket: TICKET };

/** Every function of the store that takes a `Reader`, by its name. */
const READS: Readonly<Record<string, Read>> = {
  answerablePeople: (reader) => queries.answerablePeople(reader, WORKSPACE),
  aheadInLine: (reader) => aheadInLine(reader, WORKSPACE, ACCOUNT, CALLER, it.clock.now),
  audit: (reader) => audit(reader, it.engine.clock, 1_000),
  channelSlot: (reader) => channelSlot(reader, id),
  departedOf: (reader) => departedOf(reader, WORKSPACE, [REP]),
  dueTimers: (reader) => dueTimers(reader, it.engine.clock, 10),
  effectState: (reader) => effectState(reader, id),
  endImpossible: async (reader) => {
    const escalation = await queries.loadEscalation(reader, WORKSPACE, id);
    const channel = { id: 'C1', name: 'esc', lost: 'archived', isExposed: false, isReplaced: false } as const;
    if (escalation !== null) await endImpossible(reader, createBatch(), { ...escalation, channel });
  },
  escalationOfCard: (reader) => escalationOfCard(reader, WORKSPACE, CARD),
  escalationOfChannel: (reader) => queries.escalationOfChannel(reader, WORKSPACE, CARD.channel),
  findAdmitted: (reader) => findAdmitted(reader, WORKSPACE, REP, 0),
  findAnswer: (reader) => findAnswer(reader, WORKSPACE, 'key'),
  findEscalations: (reader) => findEscalations(reader, { id }, WORKSPACE),
  findTimer: (reader) => findTimer(reader, { id, version: 1 }, it.engine.clock),
  foresee: (reader) => foresee(reader, it.engine.clock, WORKSPACE, BUDGET, CALLER),
  homeOf: (reader) => homeOf(reader, WORKSPACE, { id: DANA, kind: 'member' }),
  isReadOnly,
  knownKinds: (reader) => knownKinds(reader, WORKSPACE, [REP]),
  knownReaders: (reader) => knownReaders(reader, WORKSPACE),
  linesToShow: (reader) => linesToShow(reader, WORKSPACE, 0),
  timeNow: (reader) => timeNow(reader, it.engine.clock),
  linesChannelName: (reader) => linesChannelName(reader, WORKSPACE),
  linesChannelOf: (reader) => linesChannelOf(reader, WORKSPACE),
  listEffects: (reader) => listEffects(reader, id),
  listEvents: (reader) => listEvents(reader, id),
  listTimers: (reader) => listTimers(reader, id),
  liveByTicket: (reader) => liveByTicket(reader, WORKSPACE, TICKET, REP),
  liveEffects: (reader) => liveEffects(reader, id),
  loadEscalation: (reader) => queries.loadEscalation(reader, WORKSPACE, id),
  loadEvents: (reader) => loadEvents(reader, id),
  loadFor: (reader) => queries.loadFor(reader, WORKSPACE, id, REP, {}),
  loadSomeEvents: (reader) => loadSomeEvents(reader, id, { from: 0, to: 1 }),
  loadStanding: (reader) => loadStanding(reader, id),
  loadStandingAndEvent: (reader) => loadStandingAndEvent(reader, id, 1),
  loadStandings: (reader) => loadStandings(reader, [id]),
  loadTimelines: (reader) => loadTimelines(reader, [id]),
  managers: (reader) => managers(reader, WORKSPACE),
  openEscalations: (reader) => openEscalations(reader, WORKSPACE, { id: REP, kind: 'member' }),
  openEscalationsOf: (reader) => queries.openEscalationsOf(reader, WORKSPACE, REP),
  openingFacts: (reader) => openingFacts(reader, it.engine.clock, OPENING),
  partsOfDeparted: (reader) => queries.partsOfDeparted(reader, WORKSPACE),
  peopleByEmail: (reader) => peopleByEmail(reader, WORKSPACE, ['rep@example.com']),
  namedPeople: (reader) => namedPeople(reader, WORKSPACE, [REP]),
  openEscalationIds: (reader) => queries.openEscalationIds(reader, WORKSPACE),
  outages,
  playbooks: (reader) => playbooks(reader, WORKSPACE),
  postsByKey: (reader) => postsByKey(reader, id, ['card']),
  postsOf: (reader) => postsOf(reader, id),
  pulledTeams: (reader) => pulledTeams(reader, WORKSPACE, ['payments']),
  rosterPeople: (reader) => queries.rosterPeople(reader, WORKSPACE),
  readToDecide: (reader) =>
    readToDecide(reader, { escalation: id, workspace: WORKSPACE, by: REP }, it.engine.clock),
  teams: (reader) => teams(reader, WORKSPACE),
  timeline: (reader) => queries.timeline(reader, id),
  turnIn: (reader) => turnIn(reader, WORKSPACE, ACCOUNT, CALLER, it.clock.now),
  underWay: (reader) => queries.underWay(reader, id),
  waitingEscalations: (reader) => waitingEscalations(reader, it.engine.clock, 10),
};

/** Rejects when it writes or locks. */
function readOnly<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
  return database.db.$transaction(async (tx) => {
    await tx.$executeRaw`SET TRANSACTION READ ONLY`;
    return read(tx);
  });
}

const root = fileURLToPath(new URL('../../src', import.meta.url));

/** Path below `src` and text of every file of ours in a folder. */
function sourcesIn(folder: string): [path: string, text: string][] {
  const paths = readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [`${folder}/${path}`, readFileSync(`${root}/${folder}/${path}`, 'utf8')]);
}

describe('what takes a reader writes nothing', () => {
  test.each(Object.entries(READS))('%s', async (_, read) => {
    await readOnly(read);
  });

  test('and every function of the store that takes one is above', () => {
    const names = sourcesIn('store').flatMap(([, text]) =>
      [...text.matchAll(/^export (?:async )?function (\w+)(?:<\w+>)?\(([\s\S]*?)\): /gm)]
        .filter(([, , parameters]) => /\bReader\b/.test(parameters ?? ''))
        .map(([, name]) => name),
    );
    expect(names.sort()).toEqual(Object.keys(READS).sort());
  });

  test('and no other layer has SQL of its own', () => {
    const others = ['boot', 'config', 'domain', 'engine', 'slack', 'telemetry'].flatMap(sourcesIn);
    expect(others.length).toBeGreaterThan(100);
    const withSql = others.filter(([, text]) => /\$(?:query|execute)Raw/.test(text));
    expect(withSql.map(([path]) => path)).toEqual([]);
  });

  test('for a statement that writes would be refused, whether or not it finds a row', async () => {
    const write: Read = (reader) => reader.$queryRaw`
      UPDATE "Escalation" SET title = 'changed' WHERE id = 'nothing' RETURNING id`;
    await expect(readOnly(write)).rejects.toThrow(/read-only transaction/);
    const lock: Read = (reader) => reader.$queryRaw`SELECT id FROM "Escalation" FOR UPDATE`;
    await expect(readOnly(lock)).rejects.toThrow(/read-only transaction/);
  });
});

// What follows is checked by tsc, in `npm run check`.
describe('the type of a reader', () => {
  type Model = Exclude<keyof Reader, '$queryRaw'>;
  type Method = { [M in Model]: keyof Reader[M] }[Model];

  test('has what reads and nothing else, for every table', () => {
    expectTypeOf<Method>().toEqualTypeOf<
      | 'findUnique'
      | 'findUniqueOrThrow'
      | 'findFirst'
      | 'findFirstOrThrow'
      | 'findMany'
      | 'count'
      | 'aggregate'
      | 'groupBy'
    >();
    expectTypeOf<Extract<keyof Reader, `$${string}`>>().toEqualTypeOf<'$queryRaw'>();
    expectTypeOf<Model>().toEqualTypeOf<Exclude<keyof Transaction, `$${string}` | symbol>>();
  });

  test('fits the database and a transaction, and is neither', () => {
    expectTypeOf<Database>().toExtend<Reader>();
    expectTypeOf<Transaction>().toExtend<Reader>();
    expectTypeOf<Reader>().not.toExtend<Transaction>();
    expectTypeOf<Reader>().not.toExtend<Database>();
  });

  test('refuses each way to write', () => {
    const never = (reader: Reader) => [
      // @ts-expect-error a reader cannot create
      reader.escalation.create,
      // @ts-expect-error a reader cannot change
      reader.escalation.updateMany,
      // @ts-expect-error a reader cannot write either way
      reader.setting.upsert,
      // @ts-expect-error a reader cannot delete
      reader.post.deleteMany,
      // @ts-expect-error a reader cannot execute
      reader.$executeRaw,
      // @ts-expect-error a reader cannot begin a transaction, in which it could write
      reader.$transaction,
      // @ts-expect-error a reader cannot run a text as SQL
      reader.$queryRawUnsafe,
    ];
    expectTypeOf(never).parameter(0).toEqualTypeOf<Reader>();
  });
});
