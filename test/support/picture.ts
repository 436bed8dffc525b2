import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import { escalate, fillFromCard, press } from './acts.ts';
import { card, message, place, says } from './page-parts.ts';
import { type Stage, setStage } from './windows.ts';

const README_PICTURE = fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url));

/** 1280 by 800 pixels, a little smaller than life, so that the whole card is in the picture. */
const FRAME = { viewport: { width: 1640, height: 1025 }, deviceScaleFactor: 1280 / 1640 };

export function pictureForReadme(): void {
  describe('the picture of the README', () => {
    const stage = setStage();
    test('is taken', () => take(stage));
  });
}

/** A day in a support team as Riley sees it: one swarm under way, others in the sidebar. */
async function take({ story, open, pass }: Stage): Promise<void> {
  const [robin, dana, sam] = [
    story.sandbox.person('robin'),
    story.sandbox.person('dana'),
    story.sandbox.person('sam'),
  ];
  story.sandbox.person('riley').join('escalations');
  await escalate(story, 'riley', {
    Customer: 'Northwind',
    'What is happening?': 'Exports are empty',
    Trigger: 'Reports or exports are wrong',
  });
  const page = await open('riley', FRAME);
  await place(page, 'northwind').click();
  await card(page).waitFor();
  const channel = await escalate(story, 'riley', {
    Customer: 'Globex',
    'Ticket (link or number)': '#4711',
    'What is happening?': 'Refunds fail at the till',
    'What have you tried?': 'Restarted the till, same error',
  });
  await place(page, 'globex').click();
  await pass(3 * MINUTE);
  await press(story, dana, channel, 'Claim ownership');
  await pass(9 * MINUTE);
  await fillFromCard(story, dana, channel, 'Add note', {
    'What is it?': 'A next action',
    Note: 'Ask the bank about its new limit',
  });
  await escalate(story, 'robin', {
    Customer: 'Initech',
    'What is happening?': 'Former staff can log in',
    Trigger: 'Security or access concern',
    'People to pull in': ['riley'],
    'Private swarm': ['Only those pulled in, and the monitor, can see it'],
  });
  const hooks = await escalate(story, 'robin', {
    Customer: 'Umbrella',
    'What is happening?': 'Orders arrive twice',
    Trigger: 'Integration or API stopped working',
    'People to pull in': ['riley'],
  });
  robin.say(hooks, '<@U0ACMERILEY>, have you seen this before?');
  sam.say(channel, 'Found it: the bank caps refunds at 500 since noon. I am on the phone with them.');
  await says(message(page, 'Found it'), 'Sam Okafor');
  await place(page, 'umbrella').filter({ hasText: 'mention' }).waitFor();
  await card(page).evaluate((element) => element.querySelector('.message-body')?.scrollIntoView());
  await page.mouse.move(0, 0);
  await page.screenshot({ path: README_PICTURE, animations: 'disabled' });
}
