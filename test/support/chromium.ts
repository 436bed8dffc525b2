import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../../scripts/programs.mjs';

const program = findProgram('Chromium');

/** For `describe.skipIf(!chromiumAvailable)`: without Chromium its tests are skipped, and `npm test` says so. */
export const chromiumAvailable = program !== undefined;

let started: Promise<Browser> | undefined;

/** The headless browser of this process, with which it ends. Whoever opens a context or a page in it closes that. */
export function sharedChromium(): Promise<Browser> {
  started ??= startChromium();
  return started;
}

function startChromium(): Promise<Browser> {
  if (program === undefined) throw new Error('Chromium is not installed.');
  return chromium.launch({
    executablePath: program,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--disable-dev-shm-usage',
    ],
  });
}
