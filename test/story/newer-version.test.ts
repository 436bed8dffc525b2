import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { card, escalate, press } from '../support/acts.ts';
import { tellStory } from '../support/story.ts';

// During a rolling deployment a newer process works on the same database: here it has written an event that this one does
// not know.

const NEWER =
  /^A newer version of Muster has been at this escalation, and the one that you reached cannot read it/;

describe.each(['socket', 'http'] as const)(
  'an escalation that only a newer version can read, over %s',
  (mode) => {
    const told = tellStory({
      mode,
      expectLogged: /AskLapsed is no event|asked to try again in a moment|not shown what they asked for/,
    });
    const person = (handle: string): Actor => told.story.sandbox.person(handle);
    const whispered = (handle: string) => person(handle).ephemerals(channel);
    let channel: string;
    let newer: { escalationId: string; seq: number };

    /** Waits for one more whisper than there was before `work`. */
    async function answerTo(handle: string, work: () => Promise<unknown>): Promise<string> {
      const had = whispered(handle).length;
      await work();
      await expect.poll(() => whispered(handle).length).toBe(had + 1);
      return whispered(handle).at(-1)?.text ?? '';
    }

    beforeAll(async () => {
      channel = await escalate(told.story);
      await told.story.quiet();
      await person('riley').click(card(person('riley'), channel), 'Add note');
      await told.story.sandbox.until(() => person('riley').view());
      const { db } = told.story.database;
      const { id, workspaceId, seq } = await db.escalation.findFirstOrThrow();
      newer = { escalationId: id, seq: seq + 1 };
      await db.event.create({
        data: { ...newer, workspaceId, type: 'AskLapsed', version: 1, at: new Date(), data: {} },
      });
      await db.escalation.update({ where: { id }, data: { seq: seq + 1 } });
    });

    test('a button is answered so, and changes nothing', async () => {
      const press = () => person('dana').click(card(person('dana'), channel), 'Claim ownership');
      const answer = await answerTo('dana', press);
      expect(answer).toMatch(NEWER);
      expect(answer).toMatch(
        /nothing was changed\. Try again in a moment; if it stays like this, tell whoever runs/,
      );
      expect(await told.story.database.db.event.count({ where: { type: 'OwnershipClaimed' } })).toBe(0);
    });

    test('a button that opens a form is', async () => {
      const press = () => person('dana').click(card(person('dana'), channel), 'Log customer update');
      expect(await answerTo('dana', press)).toMatch(NEWER);
      expect(person('dana').view()).toBeUndefined();
    });

    test.each(['status', 'timeline'])('/swarm %s is', async (what) => {
      expect(await answerTo('dana', () => person('dana').command(channel, '/swarm', what))).toMatch(NEWER);
    });

    test('a form sent off is, in the form, and what was typed stays until the newer version answers', async () => {
      await person('riley').fill('modal', { 'What is it?': 'A next action', Note: 'Ask the bank' });
      const { errors } = await person('riley').submit();
      expect(Object.values(errors ?? {}).join()).toMatch(
        /cannot read it\. Nothing that you typed is lost: leave this open and send it again/,
      );
      await told.story.database.db.event.delete({ where: { escalationId_seq: newer } });
      await told.story.database.db.escalation.update({
        where: { id: newer.escalationId },
        data: { seq: newer.seq - 1 },
      });
      await person('riley').submit();
      await told.story.sandbox.until(() => person('riley').view() === undefined);
      const noted = await told.story.database.db.event.findFirstOrThrow({ where: { type: 'NoteAdded' } });
      expect(JSON.stringify(noted.data)).toContain('Ask the bank');
      await press(told.story, person('dana'), channel, 'Claim ownership');
      expect(await told.story.database.db.event.count({ where: { type: 'OwnershipClaimed' } })).toBe(1);
    });
  },
);
