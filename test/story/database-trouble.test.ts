import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { createDatabase } from '../../src/store/client.ts';
import { card, escalate, freshTicket, TYPED } from '../support/acts.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type DatabaseServer, startDatabaseServer } from '../support/database-server.ts';
import { discrepancies } from '../support/invariants/inspect.ts';
import { type Story, startStory, words } from '../support/story.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** Slack's 3 s, less what a slow network takes of them. */
const IN_TIME_MS = 2_700;
const KIND = /nothing was changed. Try again in a moment/;

type Scene = { readonly proxy: TcpProxy; readonly database: TestDatabase; readonly role: string };
type Trouble = { readonly begin: (scene: Scene) => unknown; readonly end: (scene: Scene) => unknown };

const troubles: Record<string, Trouble> = {
  'is down': {
    begin: ({ proxy }) => {
      proxy.refuse(true);
      proxy.reset();
    },
    end: ({ proxy }) => proxy.refuse(false),
  },
  'does not answer': {
    begin: ({ proxy }) => proxy.blackhole(true),
    end: ({ proxy }) => {
      proxy.blackhole(false);
      proxy.reset();
    },
  },
  'is slow': {
    begin: ({ proxy }) => proxy.latency(1_400),
    end: ({ proxy }) => proxy.latency(0),
  },
  'has no connection left': {
    begin: ({ database, role }) => administer(database, `ALTER ROLE ${role} CONNECTION LIMIT 0`, role),
    end: ({ database, role }) => administer(database, `ALTER ROLE ${role} CONNECTION LIMIT -1`, role),
  },
  'refuses writes': {
    begin: ({ database, role }) =>
      administer(database, `ALTER ROLE ${role} SET default_transaction_read_only = on`, role),
    end: ({ database, role }) =>
      administer(database, `ALTER ROLE ${role} RESET default_transaction_read_only`, role),
  },
};

describe.each(Object.entries(troubles))('when the database %s', (_name, trouble) => {
  let story: Story;
  let scene: Scene;
  let channel: string;
  let riley: Actor;
  let dana: Actor;
  beforeAll(async () => {
    const led: { proxy?: TcpProxy; role?: string } = {};
    story = await startStory({
      expectLogged: /./,
      expectFaults: /of events_api/,
      ledThrough: async (url) => {
        const { hostname: host, port } = new URL(url);
        led.proxy = await startTcpProxy({ host, port: Number(port) });
        led.role = await makeRole(url);
        const own = new URL(led.proxy.through(url));
        own.username = led.role;
        own.password = 'secret';
        return own.href;
      },
    });
    scene = { proxy: led.proxy as TcpProxy, role: led.role as string, database: story.database };
    riley = story.sandbox.person('riley');
    dana = story.sandbox.person('dana');
    channel = await escalate(story);
  });
  afterAll(async () => {
    await trouble.end(scene);
    await story.stop();
    await scene.proxy.stop();
  });

  test('whoever types, presses or sends is told in time, nothing is half done, and the same works afterwards', async () => {
    const typed = { ...TYPED, 'Ticket (link or number)': freshTicket() };
    await story.quiet();
    const before = await counts(story);
    // The form is open and filled in before the trouble begins.
    const sendForm = await prepareForm(story, riley, typed);
    await trouble.begin(scene);

    const command = await timed(() => dana.command('general', '/escalate'));
    expect(command.ms).toBeLessThan(IN_TIME_MS);
    expect(words(dana.ephemerals().at(-1)) || dana.ephemerals().at(-1)?.text).toMatch(KIND);

    const told = dana.ephemerals(channel).length;
    const pressed = await timed(() => dana.click(card(dana, channel), 'Claim ownership'));
    expect(pressed.ms).toBeLessThan(IN_TIME_MS);
    const reply = await story.sandbox.until(() => dana.ephemerals(channel)[told]);
    expect(words(reply) || reply?.text).toMatch(KIND);

    const sent = await timed(sendForm);
    expect(sent.ms).toBeLessThan(IN_TIME_MS);
    expect(Object.keys(sent.result.errors ?? {})).toEqual(['customer']);
    expect(sent.result.errors?.customer).toMatch(/Nothing that you typed is lost/);
    const shortcut = await timed(() => dana.shortcut('escalate'));
    expect(shortcut.ms).toBeLessThan(IN_TIME_MS);
    await story.sandbox.until(() => KIND.test(words(dana.view())));
    dana.openHome();
    expect((await story.context.readiness()).problems[0]).toMatch(/^The database cannot be used: /);

    await trouble.end(scene);
    expect(await counts(story)).toEqual(before);
    expect(dana.notices()).toEqual([]);
    const again = await eventually(
      () => riley.submit(),
      (answer) => answer.errors === undefined,
    );
    expect(again.errors).toBeUndefined();
    await story.quiet();
    await expect
      .poll(async () => (await story.context.readiness()).problems, { timeout: 15_000 })
      .toEqual([]);
    expect(await counts(story)).toMatchObject({ escalations: before.escalations + 1 });
    await dana.click(card(dana, channel), 'Claim ownership');
    await story.quiet();
    expect(words(card(dana, channel))).toContain('Dana');
  });
});

describe('a server of its own', () => {
  let server: DatabaseServer;
  let story: Story;
  let riley: Actor;
  beforeAll(async () => {
    server = await startDatabaseServer();
    story = await startStory({ database: server.database, expectLogged: /./, expectFaults: /./ });
    riley = story.sandbox.person('riley');
  });
  afterAll(async () => {
    await story.stop();
    await server.discard();
  });

  type Submitted = Awaited<ReturnType<Actor['submit']>>;

  /** Fills in a form, sends it off as something happens to the server, and insists until it is taken. */
  async function open(
    sendOff: (send: () => Promise<Submitted>) => Promise<Submitted>,
  ): Promise<{ wasAskedToInsist: boolean }> {
    const ticket = freshTicket();
    const send = await prepareForm(story, riley, { ...TYPED, 'Ticket (link or number)': ticket });
    let ms = Number.POSITIVE_INFINITY;
    const result = await sendOff(async () => {
      const sent = await timed(send);
      ms = sent.ms;
      return sent.result;
    });
    expect(ms).toBeLessThan(IN_TIME_MS);
    const isTaken = (answer: Submitted) => answer.errors === undefined && answer.notice === undefined;
    if (!isTaken(result)) expect(await eventually(() => riley.submit(), isTaken)).toEqual({});
    await story.quiet();
    expect(await story.database.db.escalation.count({ where: { ticketText: ticket } })).toBe(1);
    expect(await discrepancies(story)).toEqual([]);
    return { wasAskedToInsist: !isTaken(result) };
  }

  const strikes: [string, () => Promise<void>][] = [
    ['crashes', () => server.crash()],
    ['is restarted', () => server.halt().then(() => server.resume())],
  ];

  test.each(strikes)('that %s in the middle of a transaction keeps nothing of it', async (_name, strike) => {
    await open((send) => send());
    const { wasAskedToInsist } = await open(async (send) => {
      const untilItWaits = await holdNumbers(server.database);
      const sending = send();
      await untilItWaits();
      await strike();
      return sending;
    });
    expect(wasAskedToInsist).toBe(true);
  });

  test.each(strikes)('that %s at any moment loses and doubles nothing', async (_name, strike) => {
    for (const ms of [0, 5, 10, 20, 40]) {
      await open(async (send) => {
        const sending = send();
        await sleep(ms);
        await strike();
        return sending;
      });
    }
  });
});

test('a connection whose answer got lost is given up, so that the pool does not fill with them', async () => {
  const database = await testDatabase();
  const { hostname: host, port } = new URL(database.url);
  const proxy = await startTcpProxy({ host, port: Number(port) });
  const db = createDatabase(proxy.through(database.url), { poolSize: 1, silentMs: 300 });
  expect(await db.escalation.count()).toBe(0);
  proxy.blackhole(true);
  await expect(db.escalation.count()).rejects.toThrow();
  proxy.blackhole(false);
  expect(await db.escalation.count()).toBe(0);
  await db.$disconnect();
  await proxy.stop();
  await database.stop();
});

async function prepareForm(story: Story, rep: Actor, typed: typeof TYPED) {
  await rep.command('general', '/escalate');
  await story.sandbox.until(() => rep.view());
  const before = rep.view()?.hash;
  const { Trigger = null, ...rest } = typed;
  await rep.fill('modal', { Trigger });
  await story.sandbox.until(() => rep.view()?.hash !== before);
  await rep.fill('modal', rest);
  return () => rep.submit();
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}

async function eventually<T>(work: () => Promise<T>, isRight: (result: T) => boolean): Promise<T> {
  for (let tries = 1; ; tries++) {
    const result = await work();
    if (isRight(result) || tries >= 5) return result;
  }
}

async function counts({ database: { db } }: Story) {
  return { escalations: await db.escalation.count(), events: await db.event.count() };
}

/** Not the superuser, who may always connect. */
async function makeRole(url: string): Promise<string> {
  const name = `app_${new URL(url).pathname.slice(1)}`;
  await run(url, [
    `CREATE ROLE ${name} LOGIN PASSWORD 'secret'`,
    `GRANT ALL ON DATABASE ${new URL(url).pathname.slice(1)} TO ${name}`,
    `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${name}`,
    `GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${name}`,
  ]);
  return name;
}

/**
 * Settings of a role count from the next connection on, so those that were open before are ended. One that has only
 * just been made is given the moment its owner needs to listen for errors.
 */
async function administer(database: TestDatabase, sql: string, role: string): Promise<void> {
  await run(database.url, [
    sql,
    'SELECT pg_sleep(0.3)',
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE usename = '${role}' AND backend_start < now() - interval '0.3 s'`,
  ]);
}

/** Keeps whoever opens from getting a number until the server ends the connection; returns how to wait for them. */
async function holdNumbers({ url, db }: TestDatabase): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: url });
  holder.on('error', () => {});
  await holder.connect();
  await holder.query('BEGIN; SELECT 1 FROM "Counter" FOR UPDATE');
  const waiting = () => db.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return () => expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
}
