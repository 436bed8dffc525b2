import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import { type Answers, listen } from '../story/permissions/answers.ts';
import { silentOnUnasked } from '../story/permissions/people.ts';
import { escalate, fillFromCard } from '../support/acts.ts';
import { draws, numberFrom } from '../support/drawn.ts';
import { randomFrom, seedFrom } from '../support/random.ts';
import { markup, tellStory } from '../support/story.ts';
import { brokenOnes, fresh, harvest, type Letter, targetsOf } from './letters.ts';
import { getAt, mutate, type Path, pick, setAt, withMentions } from './mutate.ts';
import { addOutsiders, attempts, holding, moved, sentBy } from './outsiders.ts';
import { encode, type HttpAnswer, post, send, signature } from './post.ts';
import { samples } from './samples.ts';

/** SEED=n draws the same again; SECONDS says for how long, RUNS=n how many instead. */
const SEED = seedFrom(process.env.SEED);
const RUNS = numberFrom('RUNS');
const SECONDS = numberFrom('SECONDS') ?? 20;
const AT_ONCE = 8;

describe(`what arrives, mutated (SEED=${SEED})`, {
  timeout: 300_000 + SECONDS * 2_000 + (RUNS ?? 0) * 60,
}, () => {
  const told = tellStory({
    mode: 'http',
    expectLogged: /./,
    expectFaults: /./,
    interceptCall: silentOnUnasked,
  });
  /** Each test has its own, so that its draws are the same however many the tests before it took. */
  const stream = (number: number) => randomFrom(SEED, number).next;
  let drawn = 0;
  let repeatedBy = 0;
  let letters: readonly Letter[];
  let server: Server;
  let url: string;
  let secret: string;
  let heard: Answers;
  let channel: string;
  let strays = 0;
  const stray = () => {
    strays += 1;
  };

  beforeAll(async () => {
    process.on('unhandledRejection', stray);
    process.on('uncaughtException', stray);
    ({ letters, channel } = await harvest(told.story));
    heard = await listen();
    server = createServer((request, response) => told.story.context.app.requests?.(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    secret = told.story.sandbox.signingSecret;
  });
  afterAll(() => {
    console.log(`${drawn} drawn arrivals: SEED=${SEED} RUNS=${repeatedBy} draws at least these again`);
    process.off('unhandledRejection', stray);
    process.off('uncaughtException', stray);
    heard.stop();
    server.closeAllConnections();
    server.close();
  });

  async function sendAll(count: number, make: (number: number) => Letter): Promise<HttpAnswer[]> {
    const answers: HttpAnswer[] = [];
    for (let begun = 0; begun < count; begun += AT_ONCE) {
      const size = Math.min(AT_ONCE, count - begun);
      const some = Array.from({ length: size }, (_, n) => post(url, secret, make(begun + n)));
      answers.push(...(await Promise.all(some)));
    }
    return answers;
  }

  /** Sends what is drawn until this share of the time, or of the runs, is used up. */
  async function sendDrawn(share: number, make: (number: number) => Letter): Promise<HttpAnswer[]> {
    const answers: HttpAnswer[] = [];
    const runs = RUNS === undefined ? undefined : Math.ceil((RUNS * share) / AT_ONCE);
    const batches = draws({ runs, seconds: SECONDS * share });
    while (batches.more()) answers.push(...(await sendAll(AT_ONCE, (n) => make(answers.length + n))));
    drawn += answers.length;
    repeatedBy = Math.max(repeatedBy, Math.ceil(answers.length / share));
    return answers;
  }

  /** What happened to one escalation, by its id, or else to all. */
  async function timeline(escalationId?: string): Promise<string> {
    const where = escalationId === undefined ? {} : { escalationId };
    const events = await told.story.database.db.event.findMany({
      where,
      orderBy: [{ escalationId: 'asc' }, { seq: 'asc' }],
    });
    return JSON.stringify(events);
  }

  async function expectAlive(): Promise<void> {
    await told.story.quiet();
    expect(strays, 'unhandled rejections and exceptions').toBe(0);
    const [answer] = await sendAll(1, () => fresh(commandLetter(), Math.floor(Math.random() * 1e9)));
    expect(answer?.status).toBe(200);
  }

  const commandLetter = () => letters.find(({ type }) => type === 'slash_commands') as Letter;

  test('whatever lacks a part that it needs changes nothing', async () => {
    const before = await timeline();
    const broken = brokenOnes(letters);
    expect(broken.length).toBeGreaterThan(500);
    await sendAll(broken.length, (number) => broken[number] as Letter);
    await expectAlive();
    expect(await timeline()).toBe(before);
  });

  test('whatever names an escalation that is not there changes nothing', async () => {
    const before = await timeline();
    const aimed = letters.filter(({ payload }) => targetsOf(payload).length > 0);
    expect(aimed.length).toBeGreaterThan(3);
    const random = stream(1);
    await sendDrawn(0.15, (number) => {
      const letter = fresh(pick(random, aimed), 1e6 + number);
      for (const path of targetsOf(letter.payload)) setAt(letter.payload, path, pick(random, FORGED));
      return letter;
    });
    await expectAlive();
    expect(await timeline()).toBe(before);
  });

  test('an outsider changes nothing and learns nothing, whatever they say where they belong', async () => {
    const { story } = told;
    const { sandbox, database } = story;
    const outsiders = addOutsiders(story);
    const hidden = await escalate(story, 'riley', IN_PRIVATE);
    const rows = await database.db.escalation.findMany({ orderBy: { number: 'asc' } });
    const [shown, unseen] = [channel, hidden].map(
      (id) => rows.find(({ channelId }) => channelId === id)?.id ?? '',
    );
    const places = {
      inPublic: { channel, id: shown ?? '' },
      inPrivate: { channel: hidden, id: unseen ?? '' },
    };
    const all = attempts(letters, outsiders, sandbox.workspaceId, places);
    expect(all.length).toBeGreaterThan(400);
    // What Muster writes there meanwhile is no answer to those who are not there.
    const ours = [channel, hidden, 'C0ACMEESCALATIONS'];
    const readers = ours.flatMap((one) => sandbox.person('riley').members(one));
    expect(
      outsiders.filter((one) => !one.isMember && !one.isSaidForeign && readers.includes(one.id)),
    ).toEqual([]);
    const before = await timeline();
    const called = sandbox.calls.length;
    const sent = (number: number, { letter, outsider } = all[number] as (typeof all)[number]) => {
      const key = `${outsider.isMember ? 'member' : 'outsider'}-${number}`;
      return sentBy(letter, outsider, key, heard.urlFor(key));
    };
    const answers = await sendAll(all.length, sent);
    const random = stream(2);
    answers.push(
      ...(await sendDrawn(0.15, (number) => {
        const one = pick(random, all);
        return moved(sent(2e6 + number, one), one.outsider, sandbox.workspaceId, random);
      })),
    );
    await expectAlive();
    expect(await timeline()).toBe(before);
    const texts = (isTold: (key: string) => boolean) => [
      ...answers.map(({ text }) => text),
      ...heard.all(isTold),
      ...sandbox.calls
        .slice(called)
        .filter(({ args }) => !ours.includes(String(args.channel)))
        .map(({ args }) => JSON.stringify(args)),
    ];
    expect(
      holding(
        texts(() => true),
        rows.filter(({ isPrivate }) => isPrivate),
      ),
    ).toEqual([]);
    // Members see what is public in lists.
    expect(
      holding(
        texts((key) => !key.startsWith('member')),
        rows,
      ),
    ).toEqual([]);
    const unknown = texts(() => true).filter((text) =>
      text.includes('Slack does not tell Muster who you are'),
    );
    expect(unknown.length).toBeGreaterThan(10);
  });

  // Before anything is drawn that may share the channel: then Muster shows nothing there.
  test('mentions in typed texts reach nobody', async () => {
    const submissions = letters.filter(({ payload }) => getAt(payload, ['type']) === 'view_submission');
    // What is picked from a list has a value too, and is refused when it is none of the list's.
    const isTyped = (path: Path) =>
      path.at(-1) === 'value' &&
      path.includes('values') &&
      !path.some((name) => name.startsWith('selected_'));
    const answers = await sendAll(submissions.length, (number) => {
      const letter = fresh(submissions[number] as Letter, 4e6 + number);
      return { ...letter, payload: withMentions(letter.payload, isTyped) };
    });
    expect(answers.filter(({ text }) => text.includes('"errors"'))).toEqual([]);
    await expectAlive();
    const { sandbox } = told.story;
    const riley = sandbox.person('riley');
    const shown = riley.conversations().flatMap(({ id }) => riley.messages(id));
    const texts = shown.map((message) => `${message.text ?? ''}\n${markup(message)}`).join('\n');
    expect(texts).toContain('&lt;!channel&gt;');
    expect(texts).not.toMatch(/<!(channel|here|everyone|subteam)|<@U0FORGED>|<http:\/\/evil\.example\|/);
  });

  // Few, since what is still a sound request is done, and each of those makes Muster write in Slack.
  test('whatever is changed anywhere is answered or refused, and nothing falls over', async () => {
    const random = stream(3);
    const answers = await sendDrawn(0.05, (number) => {
      const letter = fresh(pick(random, letters), 3e6 + number);
      return { ...letter, payload: mutate(letter.payload, random) };
    });
    expect(answers.filter(({ status }) => status === 0)).toEqual([]);
    await expectAlive();
  });

  test('Slack’s own samples, as they are and changed anywhere, change nothing that is there', async () => {
    const { workspaceId } = told.story.sandbox;
    const all = samples({ workspace: workspaceId, person: 'U0STRANGER', channel: 'C0ELSEWHERE' });
    expect(all.length).toBeGreaterThan(20);
    const before = await timeline();
    const random = stream(4);
    const answers = await sendAll(all.length, (number) => fresh(all[number] as Letter, 6e6 + number));
    answers.push(
      ...(await sendDrawn(0.25, (number) => {
        const letter = fresh(pick(random, all), 7e6 + number);
        return { ...letter, payload: mutate(letter.payload, random) };
      })),
    );
    expect(answers.filter(({ status }) => status === 0)).toEqual([]);
    await expectAlive();
    expect(await timeline()).toBe(before);
  });

  test('once it is resolved, nothing that arrives late or changed anywhere changes it', async () => {
    const dana = told.story.sandbox.person('dana');
    const resolving = {
      'What fixed it?': 'A new key',
      'What was the cause?': 'An old key',
      'Final word to the customer': 'It works again',
    };
    // All that arrived may have used up what Slack allows in a minute.
    await told.story.pass(MINUTE);
    await fillFromCard(told.story, dana, channel, 'Resolve', resolving);
    const { id } = await told.story.database.db.escalation.findFirstOrThrow({ where: { number: 1 } });
    const before = await timeline(id);
    expect(before).toContain('EscalationResolved');
    const opens = ({ payload }: Letter) => getAt(payload, ['view', 'callback_id']) === 'escalate';
    // What happens to its channel is noted all the same.
    const late = letters.filter((letter) => letter.type !== 'events_api' && !opens(letter));
    const random = stream(5);
    const answers = await sendDrawn(0.4, (number) => {
      const letter = fresh(pick(random, late), 5e6 + number);
      return { ...letter, payload: mutate(letter.payload, random) };
    });
    expect(answers.filter(({ status }) => status === 0)).toEqual([]);
    await expectAlive();
    expect(await timeline(id)).toBe(before);
  });

  test('a letter that came before changes nothing the second time', async () => {
    const before = await timeline();
    const answers = await sendAll(letters.length, (number) => letters[number] as Letter);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await expectAlive();
    expect(await timeline()).toBe(before);
  });

  test('what Slack did not sign, or signed long ago, is refused', async () => {
    const { body, contentType } = encode(commandLetter());
    const type = { 'content-type': contentType };
    const right = signature(secret, body);
    const wrong: Record<string, string>[] = [
      signature('another secret', body),
      signature(secret, `${body}x`),
      signature(secret, body, 301),
      { ...right, 'x-slack-signature': 'v0=' },
      { ...right, 'x-slack-signature': right['x-slack-signature']?.replace('v0', 'v1') ?? '' },
      { ...right, 'x-slack-request-timestamp': 'yesterday' },
      {},
    ];
    for (const headers of wrong) expect((await send(url, body, { ...headers, ...type })).status).toBe(401);
    await expectAlive();
  });

  test('bodies that are huge, deep, or no JSON at all are answered, and change nothing', async () => {
    const before = await timeline();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const bodies = [
      `payload=${encodeURIComponent(JSON.stringify({ type: 'block_actions', x: 'x'.repeat(1_000_000) }))}`,
      `payload=${deep}`,
      'payload={',
      'payload=null',
      '',
      '\u0000',
      'command=%ZZ',
    ];
    const types = ['application/x-www-form-urlencoded', 'application/json', 'text/plain', 'nonsense'];
    for (const body of [...bodies, deep, '{"type":"event_callback"', '[]', 'null', '7']) {
      for (const type of types) {
        const answer = await send(url, body, { 'content-type': type, ...signature(secret, body) });
        expect([200, 400, 401], `${type}: ${body.slice(0, 40)}`).toContain(answer.status);
      }
    }
    const long = 'x'.repeat(5_000_000);
    expect((await send(url, long, signature(secret, long))).status).toBe(413);
    await expectAlive();
    expect(await timeline()).toBe(before);
  });
});

/** Nothing of it must be told to anybody who is not in it. */
const IN_PRIVATE = {
  Customer: 'Hooli',
  'What is happening?': 'Salaries are paid twice',
  'Private swarm': ['Only those pulled in, and the monitor, can see it'],
};

const FORGED = [
  '',
  '#',
  'nothing-like-it',
  'x#y#z',
  `${'e'.repeat(10_000)}`,
  '\u0000',
  '__proto__',
  '1',
  '{}',
] as const;
