import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERSON_KINDS } from '../../src/domain/kernel/people.ts';
import { type Act, PERMISSIONS } from '../../src/domain/kernel/permissions.ts';
import { playbooks, teams } from '../../src/store/roster/read.ts';
import { post } from '../fuzz/post.ts';
import { VISIBILITIES } from '../support/permission-cells.ts';
import { tellStory } from '../support/story.ts';
import { type Answers, listen, showingTo } from './permissions/answers.ts';
import { addPeople, type People, silentOnUnasked } from './permissions/people.ts';
import { type Cell, makeCells, STANDINGS, type Stage } from './permissions/states.ts';
import { ticketFor, WAYS, type Way, type World } from './permissions/ways.ts';

/**
 * The table of permissions cell by cell, through what Slack sends: every way in which people ask for something, by everybody
 * who may be anything to an escalation, of every kind, in public and in private ones.
 */
let answers: Answers | undefined;
const told = tellStory({
  mode: 'http',
  role: 'web',
  rateLimits: false,
  departuresMs: 86_400_000,
  interceptCall: showingTo(() => answers, silentOnUnasked),
  expectLogged: /./,
  expectFaults: /./,
});
let url: string;
let server: Server;
let people: People;
let world: World;

beforeAll(async () => {
  const { story } = told;
  answers = await listen();
  people = await addPeople(story);
  server = createServer((request, response) => story.context.app.requests?.(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const { sandbox, database } = story;
  const idOf = (handle: string) => sandbox.person(handle).id;
  const { db } = database;
  const { workspaceId } = sandbox;
  world = {
    now: story.now(),
    teams: await teams(db, workspaceId),
    playbooks: await playbooks(db, workspaceId),
    idOf,
  };
});
afterAll(() => {
  answers?.stop();
  server.closeAllConnections();
  server.close();
});

const AT_ONCE = 8;

/** What came of it in one cell. */
type Outcome = { readonly cell: Cell; readonly heard: string; readonly events: readonly Added[] };
type Added = { readonly type: string; readonly byId: string | null };

async function outcomes(way: Way, cells: readonly Cell[]): Promise<Outcome[]> {
  const { sandbox, context, database } = told.story;
  const keyOf = (cell: Cell) => `cell${cell.escalation.number}`;
  for (let begun = 0; begun < cells.length; begun += AT_ONCE) {
    await Promise.all(
      cells.slice(begun, begun + AT_ONCE).map(async (cell) => {
        const key = keyOf(cell);
        const sender = { person: cell.by.id ?? '', workspace: sandbox.workspaceId, key };
        const letter = way.letter(cell, { ...sender, answersTo: answers?.urlFor(key) ?? '' }, world);
        const { text } = await post(url, sandbox.signingSecret, letter);
        answers?.note(key, text);
      }),
    );
  }
  await context.whenIdle();
  const added = await database.db.event.findMany({
    where: { escalationId: { in: cells.map(({ escalation }) => escalation.id) } },
    orderBy: { seq: 'asc' },
    select: { escalationId: true, seq: true, type: true, byId: true },
  });
  const opened = await database.db.escalation.findMany({
    where: { ticketText: { in: cells.map(ticketFor) } },
    select: { ticketText: true, repId: true },
  });
  return cells.map((cell) => ({
    cell,
    heard: answers?.to(keyOf(cell)) ?? '',
    events: [
      ...added.filter(
        ({ escalationId, seq }) => escalationId === cell.escalation.id && seq > cell.escalation.seq,
      ),
      ...opened
        .filter(({ ticketText }) => ticketText === ticketFor(cell))
        .map(({ repId: byId }) => ({ type: 'EscalationOpened', byId })),
    ],
  }));
}

/** What is wrong with it; null when all is as the table says. */
function wrongWith(way: Way, { cell, heard, events }: Outcome): string | null {
  const own = events.filter(({ byId }) => byId === cell.by.id).map(({ type }) => type);
  if (!cell.maySee && heard.includes(cell.secret)) return `learns of it: ${heard}`;
  const isForm = heard.includes('"type":"input"');
  if (!cell.allowed) {
    if (own.length > 0) return `does it: ${own.join()}`;
    if (isForm) return 'is shown the form';
    return way.isEvent || GATE.test(heard) ? null : `reads no sentence: ${heard}`;
  }
  if (way.isIdle?.(cell)) return GATE.test(heard) ? `is refused: ${heard}` : null;
  if (way.brings === 'a form') return isForm ? null : `is not shown the form: ${heard}`;
  if (way.brings === 'the truth') return heard.includes(cell.secret) ? null : `does not see it: ${heard}`;
  return way.brings.some((type) => own.includes(type)) ? null : `does not do it: ${own.join()} ${heard}`;
}

/** Whom the table lets do it at all. */
function isForSome(act: Act, isPrivate: boolean): boolean {
  return PERMISSIONS[act][isPrivate ? 'private' : 'public'].length > 0;
}

describe.each(WAYS.map((way) => [`${way.act} by ${way.by}`, way] as const))('%s', (_name, way) => {
  test.each(VISIBILITIES)('of a %s swarm', { timeout: 120_000 }, async (visibility) => {
    const isPrivate = visibility === 'private';
    const { story } = told;
    const stage: Stage = {
      db: story.database.db,
      workspace: story.sandbox.workspaceId,
      now: world.now,
      people,
      idOf: world.idOf,
    };
    const wanted = STANDINGS.flatMap((standing) =>
      PERSON_KINDS.map((kind) => ({ standing, kind, isPrivate })),
    );
    const cells = await makeCells(stage, way.act, wanted);
    const isTried = cells.some((cell) => cell.allowed && !way.isIdle?.(cell));
    expect(isTried).toBe(isForSome(way.act, isPrivate));
    const wrong = (await outcomes(way, cells)).flatMap((outcome) => {
      const what = wrongWith(way, outcome);
      return what === null ? [] : [`${outcome.cell.name} ${what}`.slice(0, 300)];
    });
    expect(wrong).toEqual([]);
  });
});

/** How whoever may not do something is told so. */
const GATE = new RegExp(
  [
    'you belong to another one: ask one of them',
    'does not tell Muster who you are',
    'did not tell Muster who you are just now',
    'Muster does what people ask, not apps',
    'Your account in this workspace is deactivated',
    'Only people in the swarm can do this',
    'This swarm is private',
    'Guests of this workspace',
    'Only team leads can claim ownership',
    'the owner, or a manager can do this',
    'Nobody owns this escalation yet',
    'was offered to',
    'is no longer open',
    'came into this swarm by yourself',
    'can resolve this',
    'can withdraw this',
    'Only managers take somebody out',
    'taking somebody out of it hides nothing',
  ].join('|'),
);
