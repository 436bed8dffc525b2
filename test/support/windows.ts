import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startChromium } from './chromium.ts';
import { type Story, startStory } from './story.ts';

const pictures = fileURLToPath(new URL('../../test-results/browser/', import.meta.url));

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

export type Stage = {
  readonly story: Story;
  /** A window on the sandbox as this person, alone in its browser profile. */
  open(handle: string, options?: BrowserContextOptions): Promise<Page>;
  /** Lets time pass for Muster and in every window. */
  pass(ms: number): Promise<void>;
};

/** A story for the tests of a file, and browser windows to play it in. No window may fail or load its page twice. */
export function setStage(): Stage {
  let browser: Browser | undefined;
  let told: Story | undefined;
  const problems: string[] = [];
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    [told, browser] = await Promise.all([startStory(), startChromium()]);
  });
  // How the windows looked then says more than any message.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
    for (const [index, page] of pages.entries()) await shoot(page, `failed-${index + 1}`);
  });
  afterAll(async () => {
    await browser?.close();
    await told?.stop();
    expect(problems, 'what went wrong in the windows').toEqual([]);
  });

  function story(): Story {
    if (told === undefined) throw new Error('The story has not begun.');
    return told;
  }

  return {
    get story() {
      return story();
    },
    async open(handle, options = {}) {
      const { id } = story().sandbox.person(handle);
      const context = await browser?.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      if (context === undefined) throw new Error('The browser has not started.');
      await context.clock.install({ time: story().now() });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${story().sandbox.url}/?as=${id}`);
      await page.getByTestId('composer').waitFor();
      page.on('load', () => problems.push(`${handle}: the page was loaded again`));
      page.on('pageerror', (error) => problems.push(`${handle}: ${error.stack ?? error.message}`));
      page.on('console', (line) => {
        if (['error', 'warning'].includes(line.type())) problems.push(`${handle}: ${line.text()}`);
      });
      return page;
    },
    async pass(ms) {
      await story().pass(ms);
      for (const context of browser?.contexts() ?? []) await context.clock.fastForward(ms);
    },
  };
}

/** Keeps how the window looks now in `test-results/browser`, to be looked at by people. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${pictures}${name}.png`, animations: 'disabled' });
}

/** A channel, direct message or app in the sidebar. */
export function place(page: Page, name: string | RegExp): Locator {
  return page.getByRole('navigation', { name: 'Workspace' }).getByRole('button').filter({ hasText: name });
}

/** The newest message that holds this text. */
export function message(page: Page, text: string | RegExp): Locator {
  return page.getByTestId('messages').getByRole('article').filter({ hasText: text }).last();
}

/** The context card of the swarm whose channel is open. */
export function card(page: Page): Locator {
  return page.getByTestId('messages').getByRole('article').filter({ hasText: 'In the swarm' });
}

/** Waits until a message, or the card, says this. */
export async function says(where: Locator, text: string | RegExp): Promise<void> {
  await where.filter({ hasText: text }).waitFor();
}

export function modal(page: Page, title: string): Locator {
  return page.getByRole('dialog', { name: title });
}

export function press(where: Locator, name: string): Promise<void> {
  return where.getByRole('button', { name, exact: true }).click();
}

export function textbox(where: Locator, label: string): Locator {
  return where.getByRole('textbox', { name: label, exact: true });
}

export async function fill(where: Locator, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await textbox(where, label).fill(text);
}

/** Picks an entry of a select by typing a part of it. */
export async function pick(where: Locator, label: string, typed: string): Promise<void> {
  await where.getByRole('combobox', { name: label }).fill(typed);
  await where.getByRole('option').filter({ hasText: typed }).click();
}

/** Presses the modal's submit button and waits until it has closed. */
export async function submit(dialog: Locator, name: string): Promise<void> {
  await press(dialog.locator('footer'), name);
  await dialog.waitFor({ state: 'hidden' });
}

/** Presses Tab, or another key that moves the focus, until it is here. */
export async function keysTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reaches ${target}`);
}

/** Types into the box that has the focus, and takes what it then offers first. */
export async function typeAndTake(page: Page, typed: string, offered: string): Promise<void> {
  await page.keyboard.type(typed);
  await page.getByRole('option').filter({ hasText: offered }).first().waitFor();
  await page.keyboard.press('Enter');
}

export async function goByKeyboard(page: Page, typed: string, channel: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await modal(page, 'Go to…').waitFor();
  await typeAndTake(page, typed, channel);
}

/** From the composer to the newest message, and from there up to this one. */
export async function focusByKeyboard(page: Page, wanted: Locator): Promise<void> {
  await keysTo(page, page.getByTestId('composer'));
  await keysTo(page, page.getByTestId('messages').getByRole('article').last(), 'Shift+Tab');
  await keysTo(page, wanted, 'ArrowUp');
}

/** Keeps a picture as `shoot` does, and makes sure that nothing sticks out sideways. */
export async function shootFitting(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  const [content, window] = await page.evaluate(() => [
    document.scrollingElement?.scrollWidth ?? 0,
    innerWidth,
  ]);
  expect(content).toBeLessThanOrEqual(window ?? 0);
}
