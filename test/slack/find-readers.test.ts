import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { PersonKind } from '../../src/domain/kernel/people.ts';
import { createClient } from '../../src/slack/calls.ts';
import { findReaders } from '../../src/slack/find-readers.ts';

const HOME = 'T1';

type Slack = {
  readonly info?: object;
  /** Who is in the channel, and who is on the list of people, by their numbers. */
  readonly members: readonly number[];
  readonly people: number;
  readonly guests?: readonly number[];
};

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** As much of Slack as it takes, with pages of 1,000, and what it was asked. */
async function ask({ info = {}, members, people, guests = [] }: Slack, kind: PersonKind = 'member') {
  const calls: string[] = [];
  const page = <T>(all: readonly T[], cursor: string | null) => {
    const from = Number(cursor ?? 0);
    const next = from + 1_000 < all.length ? String(from + 1_000) : '';
    return { found: all.slice(from, from + 1_000), response_metadata: { next_cursor: next } };
  };
  const list = Array.from({ length: people }, (_, n) => ({
    id: `U${n}`,
    team_id: HOME,
    is_restricted: guests.includes(n),
  }));
  const answer = (method: string, cursor: string | null): object => {
    if (method === 'conversations.info') return { channel: { id: 'C1', ...info } };
    if (method === 'users.list') {
      const { found, ...rest } = page(list, cursor);
      return { members: found, ...rest };
    }
    const { found, ...rest } = page(members, cursor);
    return { members: found.map((n) => `U${n}`), ...rest };
  };
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const method = (request.url ?? '').split('/').at(-1) ?? '';
    calls.push(method);
    const cursor = new URLSearchParams(body).get('cursor');
    response.end(JSON.stringify({ ok: true, ...answer(method, cursor) }));
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const asked: string[] = [];
  const found = await findReaders(
    createClient('xoxb-1', `http://127.0.0.1:${port}/api/`),
    HOME,
    'C1',
    async (person) => {
      asked.push(person);
      return kind;
    },
  );
  const count = (method: string) => calls.filter((one) => one === method).length;
  return { found, asked, lists: count('users.list'), calls };
}

const several = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

describe('who reads a channel', () => {
  test.each<[string, object, string]>([
    ['of our own', {}, 'our people'],
    ['shared with another organisation', { is_ext_shared: true }, 'others too'],
    ['about to be', { is_pending_ext_shared: true }, 'others too'],
    ['offered to one', { pending_connected_team_ids: ['T9'] }, 'others too'],
    ['connected with one', { connected_team_ids: ['T9'], internal_team_ids: [HOME] }, 'others too'],
    [
      'shared within our own',
      { is_shared: true, is_org_shared: true, connected_team_ids: ['T2'] },
      'our people',
    ],
    ['shared within and without', { is_org_shared: true, is_ext_shared: true }, 'others too'],
  ])('%s', async (_, info, readers) => {
    expect((await ask({ info, members: [1, 2], people: 3 })).found.readers).toBe(readers);
  });

  test('of 30,000 members takes their pages and as many of the list, and asks about nobody', async () => {
    const { found, lists, asked, calls } = await ask({ members: several(0, 30_000), people: 30_000 });
    expect(found).toEqual({ readers: 'our people', outsiders: [] });
    expect([lists, asked.length, calls.length]).toEqual([30, 0, 61]);
  });

  test('the last of whom is a guest, has a guest; one among the first is enough', async () => {
    const last = await ask({ members: several(0, 3_000), people: 3_000, guests: [2_969] });
    expect(last.found).toEqual({ readers: 'guests too', outsiders: ['U2969'] });
    const first = await ask({ members: several(0, 3_000), people: 3_000, guests: [5] });
    expect(first.found).toEqual({ readers: 'guests too', outsiders: ['U5'] });
    expect(first.lists).toBe(1);
  });

  test('with few members in a large workspace asks about each, after one page of the list', async () => {
    const { found, lists, asked } = await ask({ members: several(50_000, 50_020), people: 60_000 });
    expect(found.readers).toBe('our people');
    expect([lists, asked.length]).toEqual([1, 20]);
  });

  test('whom Slack does not list is not known, and is not asked about one by one when they are many', async () => {
    const { found, asked } = await ask({ members: several(5_000, 5_100), people: 1_500 });
    expect(found.readers).toBe('unknown');
    expect(asked).toEqual([]);
    expect((await ask({ members: [9], people: 5 }, 'external')).found.readers).toBe('others too');
  });

  test('of whom Slack says nothing now, settles nothing', async () => {
    await expect(ask({ members: [9], people: 5 }, 'unasked')).rejects.toThrow('does not say who U9 is');
  });
});
