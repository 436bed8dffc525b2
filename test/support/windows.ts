import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { sharedChromium } from './chromium.ts';
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
  const contexts: BrowserContext[] = [];
  let told: Story | undefined;
  const problems: string[] = [];
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    [told] = await Promise.all([startStory(), sharedChromium()]);
  });
  // How the windows looked then says more than any message.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const pages = contexts.flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) await shoot(page, `failed-${index + 1}`);
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
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
      const browser = await sharedChromium();
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      contexts.push(context);
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
      for (const context of contexts) await context.clock.fastForward(ms);
    },
  };
}

/** Keeps how the window looks now in `test-results/browser`, to be looked at by people. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${pictures}${name}.png`, animations: 'disabled' });
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
