import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Answer } from '../../src/engine/answer.ts';
import { dispatch, dispatchIn } from '../../src/engine/dispatch.ts';
import type { NewWork } from '../../src/engine/job-notifier.ts';
import { slackLimits } from '../../src/engine/rate-limits.ts';
import type { Request } from '../../src/engine/request.ts';
import { createDatabase } from '../../src/store/client.ts';
import { countRoundTrips } from '../bench/support/round-trips.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type Bench,
  bench,
  DANA,
  forgetEscalations,
  LEE,
  MORGAN,
  must,
  open,
  opening,
  REP,
  SAM,
  START,
  silentNotifier,
  to,
} from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await forgetEscalations(database);
});

describe('opening', () => {
  test('writes events, the lists, timers and what is to be done in Slack at once', async () => {
    const answer = await dispatch(it.engine, opening());
    expect(answer).toMatchObject({
      kind: 'done',
      repeated: false,
      escalation: {
        number: 1,
        rep: REP,
        monitor: MORGAN,
        channelName: 'esc-1-globex-payments-fail-at-checkout',
      },
    });
    const { db } = database;
    expect(await db.event.findMany({ select: { seq: true, type: true }, orderBy: { seq: 'asc' } })).toEqual([
      { seq: 1, type: 'EscalationOpened' },
      { seq: 2, type: 'CheckpointPromised' },
    ]);
    expect(
      await db.participation.findMany({ select: { personId: true }, orderBy: { personId: 'asc' } }),
    ).toEqual([{ personId: DANA }, { personId: REP }, { personId: SAM }]);
    expect(
      await db.timer.findMany({ select: { kind: true, dueAt: true }, orderBy: { kind: 'asc' } }),
    ).toEqual([
      { kind: 'checkpoint-ahead', dueAt: new Date(START + 45 * MINUTE) },
      { kind: 'checkpoint-due', dueAt: new Date(START + HOUR) },
      { kind: 'checkpoint-missed', dueAt: new Date(START + HOUR + 5 * MINUTE) },
      { kind: 'claim-overdue', dueAt: new Date(START + 10 * MINUTE) },
    ]);
    const effects = await db.effect.findMany({ select: { type: true }, orderBy: { position: 'asc' } });
    expect(effects.map((one) => one.type)).toEqual(['CreateChannel']);
  });

  test('notifies of each timer and of the channel, the first time of all as well', async () => {
    const notified: NewWork[] = [];
    const engine = it.another({
      notifier: { ...silentNotifier, notify: (newWork) => void notified.push(newWork) },
    });
    for (const ticket of ['#1', '#2']) await open(engine, { ticket });
    expect(notified.map(({ timers, effects }) => [timers.length, effects.length])).toEqual([
      [4, 1],
      [4, 1],
    ]);
  });

  test('a refusal writes nothing and takes no number', async () => {
    expect(await dispatch(it.engine, opening({ customer: ' ' }))).toEqual({
      kind: 'refused',
      refusal: { code: 'Empty', field: 'customer', called: 'the customer' },
    });
    expect(await database.db.event.count()).toBe(0);
    await open(it.engine);
    expect(await database.db.escalation.findMany({ select: { number: true } })).toEqual([{ number: 1 }]);
  });

  test('refuses a trigger that the roster no longer has', async () => {
    const answer = await dispatch(it.engine, opening({ playbook: 'gone' }));
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { code: 'Empty', field: 'playbook', called: 'the trigger' },
    });
  });

  test('of several that open for one ticket at once, one opens and the others are told of it', async () => {
    const answers = await Promise.all(
      ['#4711', '4711', 'https://help.example/tickets/4711', 'ticket 4711'].map((ticket) =>
        dispatch(it.engine, opening({ ticket })),
      ),
    );
    const done = answers.filter((answer) => answer.kind === 'done');
    expect(done).toHaveLength(1);
    const refused = answers.filter((answer) => answer.kind === 'refused');
    const id = done[0]?.kind === 'done' ? done[0].escalation.id : '';
    for (const { refusal } of refused)
      expect(refusal).toMatchObject({ code: 'TicketAlreadySwarmed', id, number: 1 });
  });

  test('a second rep learns nothing of a private swarm for the ticket, and its owner of the second rep', async () => {
    const { engine } = it;
    const hidden = await open(engine, { ticket: '#4711', isPrivate: true });
    await must(engine, { type: 'ClaimOwnership', ...to(hidden, DANA) });
    const second = await dispatch(engine, opening({ ticket: '4711', by: 'UOTHER', teams: [] }));
    expect(second).toMatchObject({ kind: 'done', escalation: { number: 2, rep: 'UOTHER' } });
    expect(JSON.stringify(second)).not.toContain(hidden);
    const told = { escalationId: hidden, type: 'RivalOpened' };
    expect(await database.db.event.findMany({ where: told })).toMatchObject([
      { byId: null, data: { number: 2, rep: 'UOTHER' } },
    ]);
    expect(
      await database.db.effect.findMany({ where: { escalationId: hidden, type: 'Tell' } }),
    ).toMatchObject([{ data: { person: DANA } }]);
    // Who is in it is told where to carry on.
    expect(await dispatch(engine, opening({ ticket: '4711', by: SAM }))).toMatchObject({
      refusal: { code: 'TicketAlreadySwarmed', number: 2 },
    });
    expect(await dispatch(engine, opening({ ticket: '4711', by: SAM, isPrivate: true }))).toMatchObject({
      kind: 'refused',
    });
  });

  test('who is in a private swarm opens no second one for its ticket', async () => {
    const { engine } = it;
    const id = await open(engine, { ticket: '#4711', isPrivate: true });
    expect(await dispatch(engine, opening({ ticket: '4711', by: SAM }))).toMatchObject({
      refusal: { code: 'TicketAlreadySwarmed', id, number: 1 },
    });
  });

  test('many at once count without gaps and without a deadlock', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => open(it.engine, { ticket: `#${index}`, teams: [] })),
    );
    const rows = await database.db.escalation.findMany({
      select: { number: true },
      orderBy: { number: 'asc' },
    });
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  test('drops what Postgres cannot keep in a text', async () => {
    const id = await open(it.engine, { problem: 'Half a \ud83d character and a \0' });
    const row = await database.db.escalation.findUniqueOrThrow({ where: { id } });
    expect(row.title).toBe('Half a \ufffd character and a');
  });
});

describe('two leads who claim at once', () => {
  test('exactly one wins, and the other is told who was first', async () => {
    const id = await open(it.engine, { teams: ['payments', 'platform'] });
    const answers = await Promise.all(
      [DANA, LEE].map((lead) => dispatch(it.engine, { type: 'ClaimOwnership', ...to(id, lead) })),
    );
    const winner = answers.find((answer) => answer.kind === 'done');
    const owner = winner?.kind === 'done' ? winner.escalation.owner : null;
    expect([DANA, LEE]).toContain(owner);
    expect(answers.find((answer) => answer.kind === 'refused')).toEqual({
      kind: 'refused',
      refusal: { code: 'AlreadyOwned', owner, ago: 0 },
    });
    expect(await database.db.event.count({ where: { type: 'OwnershipClaimed' } })).toBe(1);
  });
});

describe('what arrives twice', () => {
  const inbox = { key: 'trigger-1', kind: 'view' };

  test('finds its first answer and changes nothing', async () => {
    const first = await dispatch(it.engine, opening(), { inbox });
    const second = await dispatch(it.engine, opening(), { inbox });
    expect(second).toEqual({ ...first, repeated: true });
    expect(await database.db.escalation.count()).toBe(1);
  });

  test('at the same time, too', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => dispatch(it.engine, opening(), { inbox })));
    expect(answers.filter((answer) => answer.kind === 'done' && answer.repeated)).toHaveLength(2);
    expect(await database.db.escalation.count()).toBe(1);
  });

  test('at the same time finds its first answer although nothing else would be in its way', async () => {
    const id = await open(it.engine);
    const note = { type: 'AddNote', kind: 'next', text: 'Ask the vendor', ...to(id, REP) } as const;
    const answers = await Promise.all([1, 2, 3, 4].map(() => dispatch(it.engine, note, { inbox })));
    expect(answers.filter((answer) => answer.kind === 'done' && answer.repeated)).toHaveLength(3);
    const events = answers.map((answer) => answer.kind === 'done' && answer.events);
    for (const own of events) expect(own).toEqual(events[0]);
    expect(await database.db.event.count({ where: { escalationId: id, type: 'NoteAdded' } })).toBe(1);
  });

  test('finds its first refusal, even when it would be done by now', async () => {
    const id = await open(it.engine);
    const claim = { type: 'ClaimOwnership', ...to(id, SAM) } as const;
    const first = await dispatch(it.engine, claim, { inbox });
    expect(first).toEqual({ kind: 'refused', refusal: { code: 'NotALead', leads: [DANA] } });
    await database.db.teamMember.updateMany({ where: { personId: SAM }, data: { role: 'lead' } });
    expect(await dispatch(it.engine, claim, { inbox })).toEqual(first);
    expect((await dispatch(it.engine, claim)).kind).toBe('done');
    await database.db.teamMember.updateMany({ where: { personId: SAM }, data: { role: 'member' } });
  });

  test('from an open modal is decided anew after a refusal, and done only once', async () => {
    const modal = { ...inbox, isCorrectable: true };
    const refused = await dispatch(it.engine, opening({ customer: ' ' }), { inbox: modal });
    expect(refused.kind).toBe('refused');
    const corrected = await dispatch(it.engine, opening(), { inbox: modal });
    expect(corrected).toMatchObject({ kind: 'done', repeated: false });
    expect(await dispatch(it.engine, opening(), { inbox: modal })).toMatchObject({ repeated: true });
  });

  test('in another workspace is something else', async () => {
    await database.db.workspace.create({ data: { id: 'T0002', name: 'Other' } });
    await dispatch(it.engine, opening(), { inbox });
    const answer = await dispatch(it.engine, opening({ workspace: 'T0002' }), { inbox });
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { code: 'Empty', field: 'playbook', called: 'the trigger' },
    });
  });
});

describe('a command that meets nobody else', () => {
  /** How often the database is asked while this is done. */
  async function roundTrips(request: Request): Promise<number> {
    const trips = await countRoundTrips(database.url);
    const db = createDatabase(trips.url, { poolSize: 1 });
    await db.$queryRaw`SELECT 1`;
    const engine = it.another({ db, rateLimits: slackLimits });
    const before = trips.count();
    const answer = await dispatch(engine, request, { inbox: { key: 'trips', kind: 'action' } });
    const count = trips.count() - before;
    expect(answer).toMatchObject({ kind: 'done' });
    await db.$disconnect();
    await trips.stop();
    return count;
  }

  test('takes two round trips: one to read, one to write', async () => {
    const id = await open(it.engine);
    expect(await roundTrips({ type: 'ClaimOwnership', ...to(id, DANA) })).toBe(2);
  });

  test('opens in three: one to read, one for its place in the line of channels, one to write', async () => {
    expect(await roundTrips(opening())).toBe(3);
    // Its turn is foreseen, and nothing is taken before it is there.
    expect(await database.db.budget.findMany()).toEqual([]);
  });

  test('waits for somebody who is just opening, and takes the number after theirs', async () => {
    let opened: Promise<Answer> | undefined;
    await database.db.$transaction(async (tx) => {
      await dispatchIn(tx, it.engine, opening({ ticket: '#1' }));
      opened = dispatch(it.engine, opening({ ticket: '#2' }));
      await sleep(200);
    });
    expect(await opened).toMatchObject({ kind: 'done', escalation: { number: 2 } });
  });

  test('waits for somebody who is at the escalation, and decides on what they left', async () => {
    const id = await open(it.engine);
    let claimed: Promise<Answer> | undefined;
    await database.db.$transaction(async (tx) => {
      await dispatchIn(tx, it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
      claimed = dispatch(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
      await sleep(200);
    });
    expect(await claimed).toEqual({ kind: 'refused', refusal: { code: 'AlreadyYours' } });
  });
});

describe('an escalation', () => {
  test('is unknown to another workspace', async () => {
    const id = await open(it.engine);
    const answer = await dispatch(it.engine, {
      type: 'JoinSwarm',
      workspace: 'T0009',
      escalation: id,
      by: LEE,
    });
    expect(answer).toEqual({ kind: 'refused', refusal: { code: 'UnknownEscalation' } });
  });

  test('keeps every promise of the timeline when twenty people join at once', async () => {
    const id = await open(it.engine);
    const people = Array.from({ length: 20 }, (_, index) => `U${index}`);
    await Promise.all(people.map((person) => must(it.engine, { type: 'JoinSwarm', ...to(id, person) })));
    const seqs = await database.db.event.findMany({ select: { seq: true }, orderBy: { seq: 'asc' } });
    expect(seqs.map((row) => row.seq)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
    expect(await database.db.participation.count({ where: { isActive: true } })).toBe(23);
  });

  test('pulls a team in with its leads and specialists', async () => {
    const id = await open(it.engine);
    const { escalation } = await must(it.engine, {
      type: 'PullIn',
      people: [],
      teams: ['platform', 'no-such-team'],
      ...to(id, REP),
    });
    expect(escalation.swarm.map((one) => one.id)).toEqual([REP, DANA, SAM, LEE, 'UKIM']);
  });

  test('cannot be reopened while another swarm has its ticket', async () => {
    const id = await open(it.engine);
    const word = { fix: 'Rolled back', cause: 'A release', finalWord: 'It works', over: 'email' } as const;
    await must(it.engine, { type: 'Resolve', ...word, ...to(id, REP) });
    const rival = await open(it.engine);
    const reopen = { type: 'Reopen', reason: 'Again', nextAt: START + HOUR, ...to(id, REP) } as const;
    expect(await dispatch(it.engine, reopen)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'TicketAlreadySwarmed', id: rival, number: 2 },
    });
  });

  test('has a card that many changes refresh once', async () => {
    const id = await open(it.engine);
    await must(it.engine, { type: 'RecordChannel', channel: 'C1', name: 'esc-1', ...to(id, null) });
    for (const text of ['one', 'two', 'three']) {
      await must(it.engine, { type: 'AddNote', kind: 'next', text, ...to(id, REP) });
    }
    const cards = await database.db.effect.count({ where: { type: 'ShowCard' } });
    const lines = await database.db.effect.count({ where: { type: 'Say' } });
    expect({ cards, lines }).toEqual({ cards: 1, lines: 3 });
  });
});
