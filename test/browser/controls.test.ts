import type { App } from '@slack/bolt';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { helloManifest, socketApp } from '../sandbox/support/bolt-app.ts';
import { type Gallery, gallery } from '../sandbox/support/gallery.ts';
import { chromiumAvailable, sharedChromium } from '../support/chromium.ts';
import { keysTo, message, modal, press, textbox } from '../support/page-parts.ts';

let sandbox: Sandbox;
let app: App;
let heard: Gallery;
let page: Page;

const keys = async (...pressed: string[]): Promise<void> => {
  for (const key of pressed) await page.keyboard.press(key);
};
const composer = (): Locator => page.getByTestId('composer');
const options = (): Locator => page.getByRole('option');
const focused = (locator: Locator): Promise<void> =>
  expect.poll(() => locator.evaluate((element) => element === document.activeElement)).toBe(true);
const gone = (locator: Locator): Promise<void> => locator.first().waitFor({ state: 'detached' });

/** What the keyboard and assistive technology get from the page's controls. */
describe.skipIf(!chromiumAvailable)('the controls of the page', () => {
  const dialog = (): Locator => modal(page, 'Gallery');
  const select = (name: string): Locator => dialog().getByRole('combobox', { name });

  beforeAll(async () => {
    sandbox = await startSandbox({ manifest: helloManifest });
    app = socketApp(sandbox);
    heard = gallery(app);
    const [browser] = await Promise.all([sharedChromium(), app.start(), sandbox.preparePage()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(5000);
  });
  afterAll(async () => {
    await page?.close();
    await app?.stop();
    await sandbox?.stop();
  });
  beforeEach(async () => {
    await page.goto(`${sandbox.url}/?as=${sandbox.person('riley').id}`);
    await composer().waitFor();
    // What the last test left open comes back with the page.
    for (let left = 0; left < 3 && (await page.getByRole('dialog').count()) > 0; left += 1)
      await keys('Escape');
    await composer().focus();
  });

  async function say(text: string): Promise<void> {
    await composer().fill(text);
    await page.keyboard.press('Enter');
  }

  async function openForm(): Promise<void> {
    await say('/form');
    await dialog().waitFor();
  }

  async function submitted(): Promise<Gallery['submitted'][number]> {
    await press(dialog(), 'Send');
    await gone(dialog());
    return heard.submitted.at(-1) ?? {};
  }

  async function showControls(): Promise<Locator> {
    await say('/hello');
    const shown = message(page, 'Every control there is');
    await shown.waitFor();
    return shown;
  }

  describe('a modal', () => {
    beforeEach(openForm);

    test('takes the focus to its first field, keeps Tab inside and gives the focus back on Escape', async () => {
      await focused(textbox(dialog(), 'Name'));
      for (let presses = 0; presses < 30; presses += 1) {
        await keys('Tab');
        const inside = await dialog().evaluate(
          (box) => box.contains(document.activeElement) || document.activeElement === document.body,
        );
        expect(inside).toBe(true);
      }
      await keys('Escape');
      await gone(dialog());
      await focused(composer());
    });

    test('asks before a button with a confirm dialog; Escape there leaves the modal open', async () => {
      const asked = modal(page, 'Really?');
      await press(dialog(), 'Check');
      await focused(asked.getByRole('button', { name: 'Go' }));
      await keys('Escape');
      await gone(asked);
      await focused(dialog().getByRole('button', { name: 'Check' }));
      await keys('Enter');
      await focused(asked.getByRole('button', { name: 'Go' }));
      await keys('Enter');
      await expect.poll(() => heard.actions).toContain('check undefined');
      await dialog().waitFor();
    });

    test('is not closed by a press beside it', async () => {
      await page.mouse.click(20, 20);
      await dialog().waitFor();
    });

    test('page shortcuts wait while it is open', async () => {
      await keys('Control+k');
      await textbox(dialog(), 'Name').waitFor();
      expect(await modal(page, 'Go to…').count()).toBe(0);
    });
  });

  describe('a select', () => {
    beforeEach(openForm);

    test('is opened, walked and closed by keys, and Escape closes the list alone', async () => {
      const colour = select('Colour');
      await colour.focus();
      await keys('ArrowDown');
      await options().first().waitFor();
      expect(await colour.getAttribute('aria-expanded')).toBe('true');
      await keys('Escape');
      await gone(options());
      await dialog().waitFor();
      await focused(colour);
      await keys('ArrowDown', 'ArrowDown', 'Enter');
      expect(await colour.inputValue()).not.toBe('');
      await gone(options());
      expect(await dialog().isVisible()).toBe(true);
    });

    test('finds as one types; what fits nothing is put back', async () => {
      const colour = select('Colour');
      await colour.focus();
      await page.keyboard.type('gre');
      await options().filter({ hasText: 'Green' }).waitFor();
      expect(await options().count()).toBe(1);
      await keys('Enter');
      await expect.poll(() => colour.inputValue()).toBe('Green');
      await colour.fill('nothing of the kind');
      await page.getByText('No matches.').waitFor();
      await keys('Tab');
      await expect.poll(() => colour.inputValue()).toBe('Green');
      expect(await submitted()).toMatchObject({ colour: 'green' });
    });

    test('keeps its value when its text is emptied, and gives it up by its button', async () => {
      const size = select('Size');
      await size.fill('');
      await keys('Tab');
      await expect.poll(() => size.inputValue()).toBe('Small');
      await size.click();
      await page.getByText('Usual').waitFor();
      await options().filter({ hasText: 'Huge' }).click();
      await expect.poll(() => size.inputValue()).toBe('Huge');
      await dialog().getByRole('button', { name: 'Clear the choice' }).click();
      await expect.poll(() => size.inputValue()).toBe('');
      expect(await submitted()).toMatchObject({ size: null });
    });

    test('shows what is chosen as such when it is opened', async () => {
      await select('Size').click();
      await page.getByRole('option', { name: 'Small', selected: true }).waitFor();
      expect(await page.getByRole('option', { selected: true }).count()).toBe(1);
      expect(await options().count()).toBe(4);
    });

    test('for many holds at most as many as it may, and Backspace takes the last away', async () => {
      const toppings = select('Toppings');
      const chip = (name: string): Locator => dialog().getByRole('button', { name: `Remove ${name}` });
      await toppings.focus();
      await page.keyboard.type('ham');
      await keys('Enter');
      await page.keyboard.type('oli');
      await keys('Enter');
      await page.getByText('At most 2 can be chosen.').waitFor();
      await options().filter({ hasText: 'Onions' }).click();
      await keys('Escape');
      await gone(options());
      await chip('Olives').waitFor();
      expect(await chip('Onions').count()).toBe(0);
      await keys('Backspace');
      await gone(chip('Olives'));
      expect(await submitted()).toMatchObject({ toppings: ['ham'] });
    });

    test('asks the app for options, once enough is typed', async () => {
      const city = select('City');
      await city.click();
      await page.getByText('Type at least 1 character to search.').waitFor();
      await page.keyboard.type('ber');
      await options().nth(1).waitFor();
      await keys('ArrowDown', 'Enter');
      await expect.poll(() => city.inputValue()).toBe('Bern');
      expect(await submitted()).toMatchObject({ city: 'bern' });
    });

    test('finds people and channels', async () => {
      await select('Who').focus();
      await page.keyboard.type('dana');
      await options().filter({ hasText: 'Dana Whitfield' }).waitFor();
      await keys('Enter');
      await expect.poll(() => select('Who').inputValue()).toBe('Dana Whitfield');
      await select('Where').fill('supp');
      await options().filter({ hasText: '#support' }).click();
      await expect.poll(() => select('Where').inputValue()).toBe('#support');
      expect(await submitted()).toMatchObject({ who: sandbox.person('dana').id });
    });

    test('in a message tells the app at once', async () => {
      await keys('Escape');
      const shown = await showControls();
      await shown.getByRole('combobox', { name: 'Fruit' }).fill('pea');
      await options().filter({ hasText: 'Pear' }).click();
      await expect.poll(() => heard.actions).toContain('fruit pear');
    });
  });

  describe('a menu', () => {
    test('is walked by keys, and gives the focus back', async () => {
      const shown = await showControls();
      const button = shown.getByRole('button', { name: 'More options' });
      const items = page.getByRole('menuitem');
      await button.focus();
      await keys('Enter');
      await focused(items.first());
      await keys('Escape');
      await gone(items);
      await focused(button);
      await keys('Enter');
      await focused(items.first());
      await keys('End');
      await focused(items.last());
      await keys('ArrowUp');
      await focused(items.nth(1));
      await keys('Enter');
      await gone(items);
      await focused(button);
      await expect.poll(() => heard.actions).toContain('more second');
    });

    test('closes on a press elsewhere, which does nothing else', async () => {
      const shown = await showControls();
      await shown.getByRole('button', { name: 'More options' }).click();
      await page.getByRole('menuitem').first().waitFor();
      await page.mouse.click(900, 20);
      await gone(page.getByRole('menuitem'));
      expect(await page.getByTestId('panel-about').count()).toBe(0);
    });

    test('of a message opens by its key, and its dialog stands alone', async () => {
      await say('Take this away');
      const said = message(page, 'Take this away');
      await said.waitFor();
      await keysTo(page, said, 'Shift+Tab');
      await keys('m');
      await page.getByRole('menuitem', { name: 'Delete message …' }).click();
      const asked = modal(page, 'Delete this message?');
      await focused(asked.getByRole('button', { name: 'Delete' }));
      await keys('Enter');
      await said.waitFor({ state: 'detached' });
    });

    test('of persons says who one is', async () => {
      await page.getByRole('button', { name: /^You are Riley Novak/ }).click();
      await page.getByRole('menuitemradio', { name: /Riley Novak/, checked: true }).waitFor();
      await page.getByRole('menuitemradio', { name: /Dana Whitfield/ }).click();
      await page.getByRole('button', { name: /^You are Dana Whitfield/ }).waitFor();
    });
  });

  describe('the composer', () => {
    test('completes people, channels and emoji, and Escape closes the list alone', async () => {
      await page.keyboard.type('Ask @noo');
      await options().filter({ hasText: 'Noor Haddad' }).waitFor();
      await keys('Enter');
      await page.keyboard.type('in #supp');
      await options().filter({ hasText: '#support' }).waitFor();
      await keys('Tab');
      await page.keyboard.type('now :tad');
      await options().first().waitFor();
      await keys('Escape');
      await gone(options());
      await focused(composer());
      await page.keyboard.type('a');
      await options().filter({ hasText: ':tada:' }).waitFor();
      await keys('Enter', 'Enter');
      const said = message(page, 'Ask @Noor Haddad in #support now');
      await said.getByRole('img', { name: 'tada' }).waitFor();
      expect(await composer().inputValue()).toBe('');
    });

    test('takes what the arrows or the mouse choose', async () => {
      await page.keyboard.type('/');
      await options().nth(2).waitFor();
      const second = await options().nth(1).locator('.option-label').textContent();
      await keys('ArrowDown', 'Tab');
      await expect.poll(async () => second?.startsWith((await composer().inputValue()).trim())).toBe(true);
      await composer().fill('/to');
      await options().filter({ hasText: '/topic' }).click();
      expect(await composer().inputValue()).toBe('/topic ');
      await focused(composer());
    });

    test('leaves the arrows, Home and End to the text', async () => {
      await page.keyboard.type('one');
      await keys('Shift+Enter');
      await page.keyboard.type('two');
      await keys('Home');
      await page.keyboard.type('2');
      await keys('ArrowUp', 'Home');
      await page.keyboard.type('1');
      expect(await composer().inputValue()).toBe('1one\n2two');
    });
  });

  test('the quick switcher goes by arrows and Enter, and back to where the focus was', async () => {
    const switcher = modal(page, 'Go to…');
    await keys('Control+k');
    await focused(switcher.getByRole('combobox', { name: 'Channel or person' }));
    await keys('Escape');
    await gone(switcher);
    await focused(composer());
    await keys('Control+k');
    await page.keyboard.type('dana');
    await options().filter({ hasText: 'Dana Whitfield' }).waitFor();
    await keys('Enter');
    await gone(switcher);
    await page.locator('header').getByRole('heading', { name: 'Dana Whitfield' }).waitFor();
  });

  test('a reaction is found by name or by arrows', async () => {
    await say('React to this');
    const said = message(page, 'React to this');
    await keysTo(page, said, 'Shift+Tab');
    await keys('r');
    await focused(page.getByLabel('Search emoji'));
    await page.keyboard.type('rocket');
    await keys('Enter');
    await said.getByRole('button', { name: 'rocket: 1' }).waitFor();
    await keys('Escape');
    expect(await page.getByLabel('Search emoji').count()).toBe(0);
  });

  test('a channel is created, and people are added to it by name', async () => {
    const create = modal(page, 'Create a channel');
    await page.getByRole('button', { name: 'Create a channel' }).click();
    await focused(textbox(create, 'Name'));
    await page.keyboard.type('plan b');
    await keys('Enter');
    await gone(create);
    await page.locator('header').getByRole('heading', { name: 'plan-b' }).waitFor();
    await page.getByRole('button', { name: '1 members' }).click();
    const members = page.getByTestId('panel-members');
    await members.getByLabel('Add people').fill('riley');
    await page.getByText('No matches.').waitFor();
    await members.getByLabel('Add people').fill('dana');
    await options().filter({ hasText: 'Dana Whitfield' }).click();
    await members.getByRole('button', { name: /Dana Whitfield/ }).waitFor();
    expect(await members.getByLabel('Add people').inputValue()).toBe('');
  });
});
