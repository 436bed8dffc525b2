import pg from 'pg';
import type { TestDatabase } from '../../support/copy-database.ts';
import { startEngine, type Templates, workTemplates } from './templates.ts';

export type Filling = {
  readonly workspace: string;
  /** How many escalations there are to be. */
  readonly total: number;
  /** How many of them are open, every fourth of these without an owner; the others were resolved in the last two years. */
  readonly open: number;
};

/**
 * Fills a database with escalations: copies of some that went through the engine, with everything that belongs to them,
 * each with an id, a number, a ticket and a channel of its own. Their events read as their read models say.
 */
export async function fill(database: TestDatabase, filling: Filling): Promise<void> {
  const engine = await startEngine(database, filling.workspace);
  const templates = await workTemplates(engine, filling.workspace);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT count(*)::int AS count FROM "Escalation"');
    await planCopies(client, filling, templates, rows[0].count);
    await copyPlanned(client);
    await client.query(arrivals(filling));
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

/** Which template each copy is of, and what is its own. */
async function planCopies(
  client: pg.Client,
  { total, open }: Filling,
  { unowned, owned, resolved }: Templates,
  made: number,
): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE copy AS
     SELECT gen_random_uuid()::text AS id, n AS number, kind.templates[1 + n % array_length(kind.templates, 1)] AS template,
       random() * kind.age AS age
     FROM generate_series($1::int, $2::int) AS n
     CROSS JOIN LATERAL (
       SELECT CASE WHEN $2 - n >= $3 THEN $6::text[] WHEN n % 4 = 0 THEN $4::text[] ELSE $5::text[] END AS templates,
         CASE WHEN $2 - n >= $3 THEN interval '2 years' ELSE interval '10 hours' END AS age
     ) AS kind`,
    [made + 1, total, open - unowned.length - owned.length, unowned, owned, resolved],
  );
}

/** Makes so many copies of one escalation; returns their ids and channels. */
export async function copyMany(url: string, template: string, count: number) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `CREATE TEMP TABLE copy AS SELECT gen_random_uuid()::text AS id, $1::text AS template,
         value + n AS number, interval '0' AS age FROM "Counter", generate_series(1, $2::int) AS n`,
      [template, count],
    );
    await copyPlanned(client);
    const { rows } = await client.query<{ id: string; channel: string }>(
      `SELECT id, ${CHANNEL} AS channel FROM copy ORDER BY number`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

async function copyPlanned(client: pg.Client): Promise<void> {
  await client.query('CREATE INDEX ON copy (template)');
  await client.query('ANALYZE copy');
  for (const sql of COPIES) await client.query(sql);
  await client.query('UPDATE "Counter" SET value = (SELECT max(number) FROM copy)');
}

/** Own columns by name, the rest as in the template. */
function copy(table: string, own: Readonly<Record<string, string>>, columns: readonly string[]): string {
  const key = table === 'Escalation' ? 'id' : 'escalationId';
  const all = [...Object.keys(own), ...columns].map((name) => `"${name}"`).join(', ');
  const values = [...Object.values(own), ...columns.map((name) => `one."${name}"`)].join(', ');
  return `INSERT INTO "${table}" (${all}) SELECT ${values} FROM copy JOIN "${table}" one ON one."${key}" = copy.template`;
}

const ID = { escalationId: 'copy.id' };
const CHANNEL = `'C' || lpad(copy.number::text, 9, '0')`;
const ago = (column: string) => ({ [column]: `one."${column}" - copy.age` });
const DATA = `CASE one.type
  WHEN 'EscalationOpened' THEN one.data || jsonb_build_object('number', copy.number,
    'ticket', jsonb_build_object('text', '#' || copy.number, 'key', '#' || copy.number))
  WHEN 'SwarmChannelCreated' THEN one.data || jsonb_build_object('channel', ${CHANNEL}) ELSE one.data END`;

const COPIES = [
  copy(
    'Escalation',
    {
      id: 'copy.id',
      number: 'copy.number',
      ticketKey: `'#' || copy.number`,
      ticketText: `'#' || copy.number`,
      channelId: CHANNEL,
      ...ago('openedAt'),
      ...ago('claimedAt'),
      ...ago('resolvedAt'),
      ...ago('changedAt'),
    },
    [
      ...['workspaceId', 'seq', 'status', 'severity', 'kind', 'playbook', 'customer', 'title', 'isPrivate'],
      ...['repId', 'ownerId', 'communicatorId', 'monitorId', 'offeredToId', 'teams', 'channelName'],
      ...['nextDueAt', 'isMissed'],
    ],
  ),
  copy('Event', { ...ID, data: DATA, ...ago('at') }, ['seq', 'workspaceId', 'type', 'version', 'byId']),
  copy('Participation', { ...ID, ...ago('joinedAt') }, [
    ...['personId', 'workspaceId', 'standing', 'teamKey', 'leftAt', 'isActive'],
  ]),
  copy(
    'Checkpoint',
    { ...ID, ...ago('promisedAt'), ...ago('askedAt'), ...ago('missedAt'), ...ago('metAt') },
    [...['number', 'workspaceId', 'firstDueAt', 'dueAt', 'moves']],
  ),
  copy('CustomerUpdate', { ...ID, ...ago('at') }, [
    ...['seq', 'workspaceId', 'checkpoint', 'text', 'over', 'byId'],
  ]),
  copy('Timer', { ...ID, id: 'gen_random_uuid()::text' }, [
    ...['workspaceId', 'kind', 'version', 'dueAt', 'state', 'firedAt'],
  ]),
  copy('Effect', { ...ID, id: 'gen_random_uuid()::text', ...ago('stagedAt'), ...ago('endedAt') }, [
    ...['workspaceId', 'seq', 'type', 'key', 'lane', 'needs', 'data', 'state', 'attempts', 'isUnsure'],
    ...['shownSeq', 'notBefore', 'outcome'],
  ]),
  copy('Post', { ...ID, channelId: CHANNEL, ts: `(1780000000 + copy.number)::text || '.' || one.ts` }, [
    ...['key', 'workspaceId'],
  ]),
];

/** What is kept of three days' deliveries, when the last two years had this many escalations of some fifty each. */
function arrivals({ workspace, total }: Filling): string {
  const count = Math.ceil((total / 730) * 3 * 50);
  return `INSERT INTO "Inbox" ("workspaceId", key, kind, at)
    SELECT '${workspace}', 'earlier-' || n, 'action', now() - random() * interval '3 days'
    FROM generate_series(1, ${count}) AS n`;
}
