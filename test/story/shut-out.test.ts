import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Answer } from '../../src/sandbox/api/call.ts';
import { card, escalate, freshTicket, lines, TYPED } from '../support/acts.ts';
import { type Story, startStory, words } from '../support/story.ts';

const refused = (error: string): Answer => ({ status: 200, headers: {}, body: { ok: false, error } });
const answered = (status: number, body: unknown): Answer => ({ status, headers: {}, body: body as never });

/** What Slack, or something in its place, may answer for ten minutes, and how it is told. */
const ANSWERS: readonly [what: string, answer: Answer, told: string][] = [
  ['invalid_auth', refused('invalid_auth'), 'invalid_auth'],
  ['token_revoked', refused('token_revoked'), 'token_revoked'],
  ['account_inactive', refused('account_inactive'), 'account_inactive'],
  ['org_login_required', refused('org_login_required'), 'org_login_required'],
  ['403', answered(403, { message: 'forbidden' }), 'Slack answered 403'],
  ['404 with other JSON', answered(404, { path: '/api' }), 'Slack answered 404'],
  ['an empty object', answered(200, {}), 'not_an_answer_of_slack'],
  ['a page', answered(200, '<html>Sign in</html>'), 'not_an_answer_of_slack'],
  ['neither ok nor error', answered(200, { ok: false }), 'not_an_answer_of_slack'],
];

/** An hour of the story's is minutes of a busy machine's. */
const SLOW = 120_000;

async function fillIn({ sandbox }: Story, rep: Actor): Promise<void> {
  await rep.command('general', '/escalate');
  await sandbox.until(() => rep.view());
  const { Trigger = null, ...rest } = { ...TYPED, 'Ticket (link or number)': freshTicket() };
  const before = rep.view()?.hash;
  await rep.fill('modal', { Trigger });
  await sandbox.until(() => rep.view()?.hash !== before);
  await rep.fill('modal', rest);
}

describe('when Slack takes nothing from Muster for ten minutes', () => {
  test.each([
    ['a refused token', 0],
    ['a proxy', 7],
  ])(
    'because of %s: nothing is given up, it is named, and all is done afterwards',
    async (_, from) => {
      const shut: { answer?: Answer } = {};
      const story = await startStory({
        interceptCall: async (call, proceed) =>
          shut.answer && call.method !== 'apps.connections.open' ? shut.answer : proceed(call),
        expectLogged: /Slack takes nothing from Muster/,
      });
      const { sandbox, database } = story;
      const [riley, morgan] = [sandbox.person('riley'), sandbox.person('morgan')];
      const first = await escalate(story, 'riley', {
        'Next update promised to the customer': new Date(story.now() + HOUR),
      });
      await story.pass(57 * MINUTE);
      await fillIn(story, riley);
      const answers = [...ANSWERS.slice(from), ...ANSWERS.slice(0, from)];
      const [, , reason] = answers[0] as (typeof ANSWERS)[number];
      shut.answer = answers[0]?.[1] as Answer;
      expect((await riley.submit()).errors).toBeUndefined();
      await story.elapse(0);
      const problems = async () => (await story.context.readiness()).problems.join();
      await expect.poll(problems).toContain(reason);
      for (const [, answer] of answers) {
        shut.answer = answer;
        await story.elapse(MINUTE);
      }
      await riley.command(first, '/swarm', 'status');
      await sandbox.until(() =>
        riley.ephemerals(first).some((one) => words(one).includes('Still under way')),
      );
      expect(await database.db.effect.count({ where: { state: 'pending' } })).toBeGreaterThan(1);
      expect(await database.db.effect.count({ where: { state: 'failed' } })).toBe(0);
      expect(await database.db.event.count({ where: { type: 'StepFailed' } })).toBe(0);
      expect((await story.context.readiness()).isReady).toBe(false);

      delete shut.answer;
      await story.context.engine.audit();
      await story.context.engine.audit();
      await story.quiet();
      expect(await problems()).not.toContain('takes nothing');
      const swarms = riley.conversations().filter((one) => one.name.startsWith('esc-'));
      expect(swarms).toHaveLength(2);
      for (const { id } of swarms) expect(words(card(riley, id))).toContain('*In the swarm*');
      expect(lines(riley, first).filter((one) => one.includes('is overdue. Please tell'))).toHaveLength(1);
      const told = morgan.messages('@muster').filter((one) => words(one).includes('takes what Muster does'));
      expect(told).toHaveLength(1);
      expect(words(told[0])).toContain(reason);
      await story.stop();
    },
    SLOW,
  );
});

describe('when Muster is uninstalled', () => {
  test(
    'nothing is tried any more and nothing is lost, until it is installed again',
    async () => {
      const story = await startStory({ expectLogged: /Slack takes nothing from Muster/ });
      const { sandbox, database } = story;
      const riley = sandbox.person('riley');
      const channel = await escalate(story, 'riley', {
        'Next update promised to the customer': new Date(story.now() + HOUR),
      });
      sandbox.uninstall();
      await expect.poll(async () => (await story.context.readiness()).problems.join()).toContain('inactive');
      const before = sandbox.calls.length;
      for (let hour = 0; hour < 3; hour++) await story.elapse(HOUR);
      const tried = sandbox.calls.slice(before).filter((call) => call.method.startsWith('chat.'));
      expect(tried).toEqual([]);
      expect(await database.db.effect.count({ where: { state: 'pending' } })).toBeGreaterThan(0);

      sandbox.install();
      await story.context.engine.audit();
      await story.quiet();
      expect((await story.context.readiness()).problems.join()).not.toContain('takes nothing');
      expect(words(card(riley, channel))).toContain('Overdue');
      await story.stop();
    },
    SLOW,
  );

  test(
    'word of it that comes late, when it is installed again, stops nothing',
    async () => {
      const story = await startStory();
      const { sandbox } = story;
      sandbox.inject({ on: 'deliver:app_uninstalled', fault: 'drop-before' });
      sandbox.inject({ on: 'deliver:tokens_revoked', fault: 'drop-before' });
      sandbox.uninstall();
      sandbox.install();
      sandbox.clearFaults();
      const late = await sandbox.until(() =>
        sandbox.deliveries.find((one) => typeOf(one) === 'app_uninstalled'),
      );
      await sandbox.redeliver(late);
      await escalate(story);
      expect((await story.context.readiness()).problems.join()).not.toContain('takes nothing');
      await story.stop();
    },
    SLOW,
  );
});

function typeOf({ payload }: { readonly payload: unknown }): unknown {
  return (payload as { event?: { type?: string } }).event?.type;
}
