import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfigFile } from '../../src/config/file.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { createClient } from '../../src/slack/calls.ts';
import { provisionWorkspace } from '../../src/slack/provision-workspace.ts';
import { managers } from '../../src/store/facts.ts';
import { linesChannelOf } from '../../src/store/lines-channel.ts';
import { noteKind } from '../../src/store/people/note-admitted.ts';
import { playbooks, teams } from '../../src/store/roster/read.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const file = parseConfigFile(read('muster.yml'), 'muster.yml');

let sandbox: Sandbox;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  sandbox = await startSandbox({ manifest: read('manifest.yml'), port: 0 });
});
afterAll(async () => {
  await sandbox.stop();
  await database.stop();
});

const provisioned = (channel: string) =>
  provisionWorkspace(
    database.db,
    createClient(sandbox.botToken, sandbox.apiUrl),
    { ...file, channel },
    Date.now(),
  );

describe('settling in a workspace', () => {
  test('makes the escalations channel when it is missing, and finds it from then on', async () => {
    const { workspace, warnings } = await provisioned('swarms');
    expect(warnings).toEqual([]);
    const made = await linesChannelOf(database.db, workspace);
    expect(sandbox.person('riley').join('swarms').id).toBe(made);
    const creations = () => sandbox.calls.filter((call) => call.method === 'conversations.create').length;
    const before = creations();
    await provisioned('swarms');
    expect(creations()).toBe(before);
    expect(await linesChannelOf(database.db, workspace)).toBe(made);
  });

  test('asks once what those are who lead and manage, and says who is a guest', async () => {
    const asked = () => sandbox.calls.filter(({ method }) => method === 'users.info').length;
    const before = asked();
    await provisioned('swarms');
    expect(asked()).toBe(before);
    const { workspaceId: workspace } = await database.db.manager.findFirstOrThrow();
    const { id } = sandbox.person('morgan');
    await database.db.person.update({
      where: { workspaceId_id: { workspaceId: workspace, id } },
      data: { kind: null },
    });
    sandbox.setGuest('morgan', 'multi-channel');
    const { warnings } = await provisioned('swarms');
    expect(warnings).toEqual([expect.stringContaining('is a guest of this workspace')]);
    expect(asked()).toBe(before + 1);
    expect(await managers(database.db, workspace)).not.toContain(id);
    sandbox.setGuest('morgan', null);
    await noteKind(database.db, workspace, id, 'member');
  });

  test('joins the one that people have made already', async () => {
    const { workspace } = await provisioned('escalations');
    const channel = await linesChannelOf(database.db, workspace);
    expect(sandbox.person('riley').members('escalations')).toContain(sandbox.botUserId);
    expect(sandbox.person('riley').conversation('escalations').id).toBe(channel);
  });

  test('a private one that it cannot see is a warning in words, and nothing else stops', async () => {
    sandbox.person('riley').createChannel('secret-swarms', true);
    const { workspace, warnings } = await provisioned('secret-swarms');
    expect(warnings).toEqual([
      expect.stringMatching(/^The escalations channel #secret-swarms could not be made/),
    ]);
    expect(await linesChannelOf(database.db, workspace)).toBeNull();
    expect(await playbooks(database.db, workspace)).toHaveLength(file.playbooks.length);
  });

  test('of a list of many pages, one that Slack lets wait is asked for again, and none before it', async () => {
    const riley = sandbox.person('riley');
    for (let made = 0; made < 1_000; made++) riley.createChannel(`room-${made}`);
    const { id: wanted } = riley.createChannel('zz-swarms');
    const before = sandbox.calls.length;
    sandbox.inject({ on: 'conversations.list', fault: 'rate-limit', after: 1, count: 1, ms: 1_000 });
    const { workspace, warnings } = await provisioned('zz-swarms');
    expect(warnings).toEqual([]);
    expect(await linesChannelOf(database.db, workspace)).toBe(wanted);
    const lists = sandbox.calls.slice(before).filter((call) => call.method === 'conversations.list');
    expect(lists.map(({ args }) => 'cursor' in args)).toEqual([false, true]);
    expect(sandbox.faultRules().map(({ struck }) => struck)).toEqual([1]);
  });

  test('knows everybody by id, asks Slack for each only once, and names whom it cannot find', async () => {
    const { workspace } = await provisioned('escalations');
    const [payments] = await teams(database.db, workspace);
    expect(payments?.leads).toEqual(['U0ACMEDANA']);
    const asked = () => sandbox.calls.filter((call) => call.method === 'users.lookupByEmail').length;
    const before = asked();
    await provisioned('escalations');
    expect(asked()).toBe(before);
    const stranger = { ...file, managers: ['nobody@acme-support.example'], channel: 'escalations' };
    const client = createClient(sandbox.botToken, sandbox.apiUrl);
    const { warnings } = await provisionWorkspace(database.db, client, stranger, Date.now());
    expect(warnings).toEqual([expect.stringMatching(/^Nobody in this workspace has the e-mail nobody@/)]);
  });

  test('one that is known is not searched for, and stays the escalations channel whatever it is called', async () => {
    const { workspace } = await provisioned('escalations');
    const channel = await linesChannelOf(database.db, workspace);
    await createClient(sandbox.botToken, sandbox.apiUrl).conversations.rename({
      channel: channel ?? '',
      name: 'all-escalations',
    });
    const before = sandbox.calls.length;
    await provisioned('escalations');
    expect(await linesChannelOf(database.db, workspace)).toBe(channel);
    const asked = sandbox.calls.slice(before).map((call) => call.method);
    expect(asked).not.toContain('conversations.list');
    expect(asked).not.toContain('conversations.create');
    // A name that the configuration has by now is another channel.
    await provisioned('swarms');
    expect(await linesChannelOf(database.db, workspace)).not.toBe(channel);
  });

  test('one that is archived is searched for, and made', async () => {
    const { workspace } = await provisioned('short-lived');
    const channel = await linesChannelOf(database.db, workspace);
    sandbox.person('riley').join('short-lived');
    sandbox.person('riley').archive('short-lived');
    const { warnings } = await provisioned('short-lived');
    expect(warnings).toEqual([expect.stringContaining('name_taken')]);
    expect(await linesChannelOf(database.db, workspace)).not.toBe(channel);
  });

  test('somebody whose account was made anew is known by the new one', async () => {
    const { workspace } = await provisioned('escalations');
    const { db } = database;
    sandbox.deactivate('lee');
    await db.person.update({
      where: { workspaceId_id: { workspaceId: workspace, id: 'U0ACMELEE' } },
      data: { isGone: true },
    });
    expect((await provisioned('escalations')).warnings).toEqual([]);
    const again = sandbox.recreate('lee');
    expect((await provisioned('escalations')).warnings).toEqual([]);
    const platform = (await teams(db, workspace)).find((team) => team.key === 'platform');
    expect(platform?.leads).toEqual([again.id]);
  });
});
