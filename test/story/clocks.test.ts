import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SECOND } from '../../src/domain/kernel/time.ts';
import { loadEvents } from '../../src/store/events/load.ts';
import { card } from '../support/acts.ts';
import { firedOf, orderWrong, promisesWrong, ringsWrong } from '../support/invariants/story.ts';
import { type Tale, tell } from '../support/invariants/tale.ts';
import {
  type Child,
  clockAvailable,
  createOpener,
  type Installation,
  startInstallation,
} from '../support/processes.ts';

/** The sweep's second, and the second that a busy machine takes for what is due at once. */
const LATE_MS = 5 * SECOND;
const PATIENCE = { timeout: 60 * SECOND, interval: 50 };

describe.skipIf(!clockAvailable)('processes whose clocks are a minute ahead and a minute behind', () => {
  let it: Installation;
  let opener: ReturnType<typeof createOpener>;
  const children: Child[] = [];
  beforeAll(async () => {
    it = await startInstallation('Postgres');
    children.push(
      it.start('web', {}, '+60s'),
      it.start('worker', {}, '-60s'),
      it.start('worker', {}, '+60s'),
    );
    await Promise.all(children.map((child) => child.up()));
    opener = createOpener(it);
  }, 120 * SECOND);
  afterAll(async () => {
    await opener.stop();
    await it.stop();
  });

  async function taleOf(id: string): Promise<Tale> {
    return tell(await loadEvents(it.database.db, id)) as Tale;
  }

  test('fire nothing early and nothing late, and write no wrong time', {
    timeout: 120 * SECOND,
  }, async () => {
    const { database, sandbox } = it;
    const began = Date.now();
    const ids = [await opener.open(8 * SECOND), await opener.open(8 * SECOND)];
    const channelId = async () =>
      (await database.db.escalation.findFirstOrThrow({ where: { id: ids[0] } })).channelId ?? '';
    const dana = sandbox.person('dana');
    await vi.waitUntil(async () => (await channelId()) !== '', PATIENCE);
    const channel = await channelId();
    await vi.waitUntil(() => dana.pins(channel).length === 1, PATIENCE);
    // By way of the process that is a minute ahead, while timers are still to fire.
    await dana.click(card(dana, channel), 'Claim ownership');
    const where = { escalationId: { in: ids }, type: 'CheckpointMissed' };
    await vi.waitUntil(async () => (await database.db.event.count({ where })) === ids.length, PATIENCE);
    await it.stage.quiet();

    const tales = await Promise.all(ids.map(taleOf));
    expect(
      tales.flatMap((tale) => [...ringsWrong(tale), ...orderWrong(tale), ...promisesWrong(tale)]),
    ).toEqual([]);
    const types = tales.map(({ events }) => events.map((one) => one.type));
    expect(types[0]).toContain('OwnershipClaimed');
    const late = tales.flatMap((tale) => firedOf(tale).map(({ event, dueAt = 0 }) => event.at - dueAt));
    expect(late).toHaveLength(6);
    console.log(`clocks a minute wrong: timers fired ${late.map((ms) => `${ms}`).join(', ')} ms late`);
    expect(Math.max(...late)).toBeLessThan(LATE_MS);
    const times = tales.flatMap(({ events }) => events.map((one) => one.at));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(began - SECOND);
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
    const effects = await database.db.effect.findMany({ where: { escalationId: { in: ids } } });
    const waited = effects.map((one) => (one.endedAt?.getTime() ?? 0) - one.stagedAt.getTime());
    expect(Math.max(...waited)).toBeLessThan(30 * SECOND);
    expect(effects.map((one) => one.state)).not.toContain('failed');
    for (const child of children) expect(child.text()).not.toMatch(/unhandled/i);
  });
});
