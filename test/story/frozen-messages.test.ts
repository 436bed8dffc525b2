import { describe, expect, test } from 'vitest';
import { card, escalate, lineOf, lines, press } from '../support/acts.ts';
import { startStory, words } from '../support/story.ts';

const refused = (error: string) => ({ status: 200, headers: {}, body: { ok: false, error } });

describe.each(['edit_window_closed', 'cant_update_message', 'block_mismatch'])(
  'when an edit is refused by %s',
  (error) => {
    test('card and line are posted again, the pin is moved, and the old ones are gone', async () => {
      const frozen = new Set<string>();
      const story = await startStory({
        interceptCall: async (call, proceed) =>
          call.method === 'chat.update' && frozen.has(String(call.args.ts)) ? refused(error) : proceed(call),
      });
      const { sandbox } = story;
      const channel = await escalate(story);
      const [riley, dana] = [sandbox.person('riley'), sandbox.person('dana')];
      const cards = () => riley.messages(channel).filter((one) => words(one).includes('*In the swarm*'));
      riley.join('escalations');
      const [old, oldLine] = [card(riley, channel), lineOf(riley, 1)];
      for (const { ts } of [old, oldLine ?? old]) frozen.add(ts);
      await press(story, dana, channel, 'Claim ownership');
      const now = card(riley, channel);
      expect(now.ts).not.toBe(old.ts);
      expect(cards().map((one) => one.ts)).toEqual([now.ts]);
      expect(words(now)).toContain('*Owner*\nDana Whitfield');
      expect(lineOf(riley, 1)?.ts).not.toBe(oldLine?.ts);
      expect(words(lineOf(riley, 1))).toContain('Owner: Dana Whitfield');
      expect(riley.messages('escalations').filter((one) => words(one).includes('ESC-1'))).toHaveLength(1);
      expect(lines(riley, channel).some((one) => one.includes('could not be'))).toBe(false);
      await story.stop();
    });

    test('where the old card may not be deleted either, at least its pin is moved', async () => {
      const frozen = new Set<string>();
      const story = await startStory({
        interceptCall: async (call, proceed) => {
          if (call.method === 'chat.update' && frozen.has(String(call.args.ts))) return refused(error);
          return call.method === 'chat.delete' ? refused('cant_delete_message') : proceed(call);
        },
      });
      const { sandbox } = story;
      const channel = await escalate(story);
      const [riley, dana] = [sandbox.person('riley'), sandbox.person('dana')];
      const old = card(riley, channel);
      frozen.add(old.ts);
      await press(story, dana, channel, 'Claim ownership');
      expect(card(riley, channel).ts).not.toBe(old.ts);
      await story.stop();
    });
  },
);
