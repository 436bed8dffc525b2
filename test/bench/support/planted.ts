import pg from 'pg';
import { HOUR, type Instant, MINUTE } from '../../../src/domain/kernel/time.ts';
import { fireOverdue } from '../../../src/engine/timers.ts';
import type { ArmedTimer } from '../../../src/store/timers/set.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import { bench, DANA, must, open, START, to } from '../../support/engine.ts';

/**
 * An escalation for each of these times: claimed, and asked ahead for the update that is promised for then. The first
 * one goes through the engine, the others are its rows again with ids and times of their own. Returns the timers that
 * are due at these times; nobody has been told of them.
 * @param hasChannel without one nothing can be done in Slack yet, so that a firing leads to no call
 */
export async function plant(
  database: TestDatabase,
  dueAts: readonly Instant[],
  hasChannel = true,
): Promise<ArmedTimer[]> {
  const model = await openModel(database, hasChannel);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const ids = dueAts.map((_, index) => `planted-${index}`);
    for (const sql of copies) await client.query(sql, [model, START + HOUR, ids, dueAts]);
    await client.query('DELETE FROM "Timer" WHERE "escalationId" = $1', [model]);
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  return dueAts.map((dueAt, index) => ({ id: `planted-${index}-checkpoint-due`, version: 1, dueAt }));
}

async function openModel(database: TestDatabase, hasChannel: boolean): Promise<string> {
  const { engine, clock } = await bench(database);
  const id = await open(engine);
  await must(engine, { type: 'ClaimOwnership', ...to(id, DANA) });
  if (hasChannel) await engine.drain();
  clock.now = START + 45 * MINUTE;
  await fireOverdue(engine);
  if (hasChannel) await engine.drain();
  return id;
}

/** Each with the model's id, when its update is due, and ids and due times of the others. */
const OTHERS = `(
  SELECT id, n::int AS n, due, (due - $2::bigint) * interval '1 millisecond' AS shift
  FROM unnest($3::text[], $4::bigint[]) WITH ORDINALITY AS o(id, due, n)
) o`;

const copy = (table: string, key: string, changes: string) => `
  INSERT INTO "${table}" SELECT (jsonb_populate_record(m, jsonb_build_object('${key}', o.id, ${changes}))).*
  FROM "${table}" m CROSS JOIN ${OTHERS} WHERE m."${key}" = $1`;

const shifted = (...columns: string[]) =>
  columns.map((column) => `'${column}', m."${column}" + o.shift`).join(', ');

const copies = [
  copy(
    'Event',
    'escalationId',
    `${shifted('at')}, 'data', m.data || CASE m.type
      WHEN 'EscalationOpened' THEN jsonb_build_object('number', o.n + 1,
        'ticket', jsonb_build_object('text', '#' || o.n, 'key', 'planted-' || o.n))
      WHEN 'SwarmChannelCreated' THEN jsonb_build_object('channel', 'CP' || o.n)
      WHEN 'CheckpointPromised' THEN jsonb_build_object('dueAt', o.due)
      ELSE '{}' END`,
  ),
  copy(
    'Escalation',
    'id',
    `'number', o.n + 1, 'ticketKey', 'planted-' || o.n, 'ticketText', '#' || o.n,
    'channelId', CASE WHEN m."channelId" IS NOT NULL THEN 'CP' || o.n END,
    ${shifted('openedAt', 'claimedAt', 'nextDueAt', 'changedAt')}`,
  ),
  copy('Participation', 'escalationId', shifted('joinedAt')),
  copy('Checkpoint', 'escalationId', shifted('promisedAt', 'firstDueAt', 'dueAt', 'askedAt')),
  copy('Post', 'escalationId', `'channelId', 'CP' || o.n`),
  copy('Timer', 'escalationId', `'id', o.id || '-' || m.kind, 'version', 1, ${shifted('dueAt', 'firedAt')}`),
  `UPDATE "Counter" SET value = (SELECT max(number) FROM "Escalation")
   WHERE $1::text IS NOT NULL AND $2::bigint > 0 AND cardinality($3::text[]) = cardinality($4::bigint[])`,
];
