import type { Locator, Page } from 'playwright-core';

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
  await where.page().getByRole('option').filter({ hasText: typed }).click();
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
