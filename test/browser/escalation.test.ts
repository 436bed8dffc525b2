import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import { chromiumAvailable } from '../support/chromium.ts';
import {
  card,
  fill,
  focusByKeyboard,
  goByKeyboard,
  keysTo,
  message,
  modal,
  pick,
  place,
  press,
  says,
  submit,
  textbox,
  typeAndTake,
} from '../support/page-parts.ts';
import { pictureForReadme } from '../support/picture.ts';
import { PHONE, setStage, shoot, shootFitting } from '../support/windows.ts';

const CHANNEL = 'esc-1-globex-refunds-fail-at-the-till';

/** What people do with their own hands, each in a window of their own, all at the same time. */
describe.skipIf(!chromiumAvailable)('a whole escalation on the page', () => {
  const stage = setStage();
  let riley: Page;
  let dana: Page;
  let sam: Page;
  let noor: Page;

  test('the command is completed by keyboard and opens the modal with what was typed after it', async () => {
    riley = await stage.open('riley');
    await riley.getByTestId('composer').focus();
    await riley.keyboard.type('/esc');
    await riley.getByRole('option').filter({ hasText: '/escalate' }).waitFor();
    await shoot(riley, '01-command');
    await riley.keyboard.press('Tab');
    await riley.keyboard.type('Refunds fail at the till');
    await riley.keyboard.press('Enter');
    const problem = textbox(modal(riley, 'Escalate'), 'What is happening?');
    await expect.poll(() => problem.inputValue()).toBe('Refunds fail at the till');
  });

  test('a trigger fills in the plan and loses nothing; an error stands on its field until it is mended', async () => {
    const dialog = modal(riley, 'Escalate');
    await fill(dialog, { Customer: 'Globex', 'What have you tried?': 'Restarted the till' });
    await pick(dialog, 'Trigger', 'Payments failing');
    await says(dialog, 'Payments go through again');
    const severity = dialog.getByRole('combobox', { name: 'Severity' });
    await expect.poll(() => severity.inputValue()).toContain('SEV2');
    await dialog.getByRole('button', { name: 'Remove Payments' }).waitFor();
    expect(await textbox(dialog, 'Customer').inputValue()).toBe('Globex');
    await shoot(riley, '02-trigger');
    const ticket = textbox(dialog, 'Ticket (link or number)');
    const promise = dialog.getByLabel('Next update promised to the customer');
    const promised = await promise.inputValue();
    await fill(dialog, { 'What outcome does the customer need?': 'Refunds go through again' });
    await promise.fill('2020-02-02T10:00');
    await press(dialog, 'Escalate');
    await expect.poll(() => ticket.evaluate((box) => box === document.activeElement)).toBe(true);
    await ticket.fill('#4711');
    await press(dialog, 'Escalate');
    const error = dialog.getByRole('alert').filter({ hasText: 'This time has passed.' });
    await error.waitFor();
    await shoot(riley, '03-error');
    await promise.fill(promised);
    await error.waitFor({ state: 'hidden' });
    await submit(dialog, 'Escalate');
  });

  test('the new channel shows up by itself, with the card pinned and the topic set', async () => {
    await place(riley, CHANNEL).click();
    await says(card(riley), 'Nobody yet');
    for (const fact of ['Globex', '#4711', 'Restarted the till', 'Refunds go through again', 'SEV2'])
      await says(card(riley), fact);
    await riley.getByRole('button', { name: '1 pinned' }).click();
    await says(riley.getByTestId('panel-pins').getByRole('article'), 'Refunds fail at the till');
    await riley.locator('header').filter({ hasText: 'Nobody owns it yet' }).waitFor();
    await shoot(riley, '04-opened');
    await riley.keyboard.press('Escape');
  });

  test('a specialist cannot claim: they alone are told who can', async () => {
    sam = await stage.open('sam');
    await place(sam, CHANNEL).click();
    await press(card(sam), 'Claim ownership');
    await says(
      message(sam, 'Only visible to you'),
      'Only team leads can claim ownership. Ask @Dana Whitfield',
    );
    await shoot(sam, '05-refused');
    expect(await message(riley, 'Only team leads').count()).toBe(0);
  });

  test('the lead finds a direct message and claims there; the rep sees the owner at once', async () => {
    dana = await stage.open('dana');
    await place(dana, 'Muster').filter({ hasText: 'mention' }).click();
    const asked = message(dana, 'Refunds fail at the till');
    await asked.getByRole('button', { name: 'Claim ownership' }).waitFor();
    await shoot(dana, '06-asked');
    await press(asked, 'Claim ownership');
    await says(card(riley), /Owner\s*Dana Whitfield/);
    await says(message(riley, 'claimed ownership'), 'Dana Whitfield');
    await riley.locator('header').filter({ hasText: 'Owner @Dana Whitfield' }).waitFor();
    await asked.getByRole('button', { name: 'Claim ownership' }).waitFor({ state: 'detached' });
    await shoot(riley, '07-claimed');
    await shoot(dana, '08-claimed-by-me');
  });

  test('a specialist adds what was tried, by the card and by the shortcut of a message', async () => {
    await press(card(sam), 'Add note');
    const note = modal(sam, 'Add note');
    await fill(note, { Note: 'Cleared the gateway’s cache' });
    await shoot(sam, '09-note');
    await submit(note, 'Add');
    await says(card(riley), 'Cleared the gateway’s cache');
    await sam.getByTestId('composer').fill('The logs show <timeouts> & resets');
    await sam.keyboard.press('Enter');
    const said = message(sam, 'The logs show');
    await said.hover();
    await press(said, 'More actions');
    const shortcut = sam.getByRole('menuitem', { name: 'Add to the escalation' });
    await shortcut.waitFor();
    await shoot(sam, '10-shortcut');
    await shortcut.click();
    const text = textbox(note, 'Note');
    await expect
      .poll(() => text.inputValue())
      .toMatch(/^The logs show <timeouts> & resets\n\n\(Sam Okafor, .*https:\/\/\S+\)$/);
    await pick(note, 'What is it?', 'Something that was tried');
    await submit(note, 'Add');
    await says(card(riley), 'The logs show <timeouts> & resets');
  });

  test('when the promised time comes the rep is asked in the channel, and Home shows what is due', async () => {
    await place(riley, 'general').click();
    await stage.pass(2 * HOUR);
    await place(riley, CHANNEL).filter({ hasText: 'mention' }).waitFor();
    await place(riley, 'Muster').click();
    const home = riley.getByTestId('home');
    await home.getByText('Due from you').waitFor();
    await home.getByRole('button', { name: 'Log customer update' }).waitFor();
    await shoot(riley, '11-home');
    await place(riley, CHANNEL).click();
    const ask = message(riley, 'Move it');
    await says(ask, '@Riley Novak');
    await shoot(riley, '12-due');
    await press(ask, 'Log customer update');
    const dialog = modal(riley, 'Log customer update');
    await fill(dialog, { 'What did you tell the customer?': 'The bank is looking into it with us' });
    await pick(dialog, 'Over what?', 'Phone');
    await shoot(riley, '13-update');
    await submit(dialog, 'Log');
    await says(card(riley), 'The bank is looking into it with us');
    await ask.waitFor({ state: 'detached' });
    await shoot(riley, '14-updated');
  });

  test('the owner hands over by keyboard alone; the next owner accepts in a window of their own', async () => {
    noor = await stage.open('noor');
    await goByKeyboard(dana, 'esc-1', CHANNEL);
    await says(card(dana), 'Next actions');
    await focusByKeyboard(dana, card(dana));
    await keysTo(dana, card(dana).getByRole('button', { name: 'Hand over' }));
    await shoot(dana, '15-keyboard');
    await dana.keyboard.press('Enter');
    const dialog = modal(dana, 'Hand over');
    await keysTo(dana, dialog.getByRole('combobox', { name: 'Who takes over?' }));
    await typeAndTake(dana, 'noor', 'Noor Haddad');
    await keysTo(dana, textbox(dialog, 'What is next?'));
    await dana.keyboard.type('Call the bank at nine');
    await shoot(dana, '16-hand-over');
    await keysTo(dana, dialog.getByRole('button', { name: 'Offer' }));
    await dana.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await says(card(dana), 'Offered to Noor Haddad');
    await place(noor, CHANNEL).filter({ hasText: 'mention' }).click();
    const offer = message(noor, 'asks you to take over ownership');
    await says(offer, 'Call the bank at nine');
    await shoot(noor, '17-offered');
    await press(offer, 'Accept');
    await says(card(dana), /Owner\s*Noor Haddad/);
    await says(card(riley), /Owner\s*Noor Haddad/);
  });

  test('the severity is changed from the card’s menu', async () => {
    await press(card(noor), 'More options');
    await shoot(noor, '18-menu');
    await noor.getByRole('menuitem', { name: 'Change severity' }).click();
    const dialog = modal(noor, 'Change severity');
    await pick(dialog, 'Severity', 'SEV1');
    await fill(dialog, { 'Why?': 'Every shop is hit now' });
    await submit(dialog, 'Change');
    await says(card(riley), 'SEV1');
    await says(message(riley, 'Every shop is hit now'), 'Noor Haddad');
    await shoot(noor, '19-severity');
  });

  test('on a phone the drawer, the card and the modal fit the screen', async () => {
    const phone = await stage.open('sam', PHONE);
    await phone.getByRole('button', { name: 'Open the sidebar' }).click();
    await place(phone, CHANNEL).waitFor();
    await shootFitting(phone, '20-phone-drawer');
    await place(phone, CHANNEL).click();
    await place(phone, CHANNEL).waitFor({ state: 'hidden' });
    await card(phone).scrollIntoViewIfNeeded();
    await shootFitting(phone, '21-phone-card');
    await press(card(phone), 'Add note');
    const dialog = modal(phone, 'Add note');
    expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    await pick(dialog, 'What is it?', 'A next action');
    await fill(dialog, { Note: 'Watch the retries for an hour' });
    await shootFitting(phone, '22-phone-modal');
    await submit(dialog, 'Add');
    await says(card(phone), 'Watch the retries for an hour');
    await shootFitting(phone, '23-phone-after');
    await phone.context().close();
  });

  test('resolved, everybody sees why; reopened, the promise is back', async () => {
    await press(card(noor), 'Resolve');
    const dialog = modal(noor, 'Resolve');
    await fill(dialog, {
      'What fixed it?': 'The bank lifted its limit',
      'What was the cause?': 'A limit set too low',
      'Final word to the customer': 'Refunds work again',
    });
    await shoot(noor, '24-resolve');
    await submit(dialog, 'Resolve');
    await says(card(riley), 'The bank lifted its limit');
    await card(riley).getByRole('button', { name: 'Reopen' }).waitFor();
    await card(riley).getByRole('button', { name: 'Resolve' }).waitFor({ state: 'detached' });
    await card(riley).scrollIntoViewIfNeeded();
    await shoot(riley, '25-resolved');
    await press(card(riley), 'Reopen');
    const reopen = modal(riley, 'Reopen');
    await fill(reopen, { 'Why is it reopened?': 'One shop still fails' });
    await submit(reopen, 'Reopen');
    await says(card(noor), /Owner\s*Noor Haddad/);
    await card(noor).getByRole('button', { name: 'Resolve' }).waitFor();
    await says(message(noor, 'One shop still fails'), 'Riley Novak');
    await shoot(riley, '26-reopened');
  });
});

// README_PICTURE=1 npx vitest run test/browser takes the picture of the README anew.
if (process.env.README_PICTURE) pictureForReadme();
