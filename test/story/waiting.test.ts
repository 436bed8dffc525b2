import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import { dispatch } from '../../src/engine/dispatch.ts';
import { card, fillEscalate, freshTicket, lines } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

/** As many as Slack lets an app open at once. */
const AT_ONCE = 20;

const told = tellStory({ isClockStill: true });
const person = (handle: string) => told.story.sandbox.person(handle);
const direct = (handle: string) => person(handle).messages('@muster').map(words);

/** Riley escalates again and again, for a team that nobody else asks. */
async function flood(count: number): Promise<void> {
  const { context, sandbox, now } = told.story;
  for (let number = 0; number < count; number++) {
    const answer = await dispatch(context.engine, {
      type: 'OpenEscalation',
      workspace: sandbox.workspaceId,
      by: person('riley').id,
      kinds: { [person('riley').id]: 'member' },
      customer: 'Initech',
      ticket: freshTicket(),
      problem: 'Exports are slow',
      tried: '',
      outcome: 'Exports are quick',
      playbook: 'payment-failure',
      severity: 'SEV3',
      teams: ['data'],
      people: [],
      promisedAt: now() + 4 * HOUR,
      isPrivate: false,
    });
    expect(answer.kind).toBe('done');
  }
}

/** All is done that can be done at this moment. */
const settle = () => told.story.elapse(0);
const created = () =>
  told.story.sandbox.calls.filter((call) => call.method === 'conversations.create' && call.ok);

describe('behind another person’s many', () => {
  test('the rep reads where it stands, in the form and directly', async () => {
    await flood(AT_ONCE);
    await settle();
    await told.story.sandbox.until(() => created().length === AT_ONCE);
    await flood(3);
    await settle();
    const sent = await fillEscalate(told.story, person('robin'));
    expect(sent.errors).toBeUndefined();
    expect(words(person('robin').view())).toMatch(/ESC-24 is saved\..*its channel opens at about /s);
    person('robin').close(true);
    await settle();
    // A worker may have had them in hand.
    await told.story.sandbox.until(() => direct('robin').length > 0 && direct('dana').length > 0);
    const [message, ...others] = direct('robin');
    expect(others).toEqual([]);
    expect(message).toMatch(
      /ESC-24 · Globex.* is recorded\. Slack lets Muster open 20 channels a minute; yours is number 1 in line and opens at about .*\. The leads are asked to claim it already\./,
    );
  });

  test('a lead claims before there is a channel', async () => {
    expect(direct('dana')).toHaveLength(1);
    expect(direct('dana')[0]).toContain('*ESC-24 · Globex* needs an owner.');
    await person('dana').click('@muster', 'Claim ownership');
    await told.story.context.whenIdle();
    await settle();
    await told.story.sandbox.until(
      () =>
        direct('robin')[0]?.includes('has claimed it already') &&
        direct('dana')[0]?.startsWith('You claimed'),
    );
    expect(person('dana').ephemerals('@muster')).toEqual([]);
    expect(direct('dana')).toEqual([expect.stringContaining('You claimed *ESC-24 · Globex*.')]);
    expect(direct('robin')).toEqual([expect.stringMatching(/Dana.* has claimed it already\./)]);
    expect(created()).toHaveLength(AT_ONCE);
  });

  test('the channel opens before the others’, and both messages follow', async () => {
    await told.story.elapse(MINUTE + 1_000);
    await told.story.sandbox.until(() => created().length > AT_ONCE);
    const names = created().map((call) => String(call.args.name));
    expect(names.findIndex((name) => name.startsWith('esc-24-'))).toBe(AT_ONCE);
    await told.story.quiet();
    const channel = person('dana')
      .conversations()
      .find((one) => one.name.startsWith('esc-24-'));
    if (channel === undefined) throw new Error('Dana is not in it');
    expect(words(card(person('dana'), channel.id))).toContain('Dana Whitfield');
    expect(
      lines(person('robin'), channel.id).filter((line) => line.includes('claimed ownership')),
    ).toHaveLength(1);
    expect(direct('robin')).toEqual([
      expect.stringContaining('the channel is open, and everybody is brought in.'),
    ]);
    expect(direct('dana')).toEqual([expect.stringMatching(/^You claimed \*ESC-24 · Globex\*\. Open /)]);
    expect(created()).toHaveLength(AT_ONCE + 4);
  });
});
