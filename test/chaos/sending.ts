import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Told } from './ledger.ts';

/** How people press and send off, and what they make of the answer. */

/** How often somebody tries what was not answered. */
export const TRIES = 4;
/** Between two tries. */
export const BREATH_MS = 700;
/** A modal that has not come by then does not come any more: what opens it expires after 3 s. */
export const MODAL_MS = 4_000;
const BUTTON_MS = 6_000;

/** Waits for the button, which may still be on its way. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += 500) {
    try {
      return await work();
    } catch (error) {
      if (waited >= BUTTON_MS) throw error;
      await sleep(500);
    }
  }
}

export async function shows(look: () => Promise<unknown>): Promise<boolean> {
  for (let waited = 0; waited < 3_000; waited += 200) {
    if (await look()) return true;
    await sleep(200);
  }
  return false;
}

/** Sends off once more what nobody answered, as people do, until there is an answer. */
export async function sendOn(
  person: Actor,
  told: Told[],
  first: Awaited<ReturnType<Actor['submit']>>,
): Promise<void> {
  told.push(toldBy(first, person));
  for (let left = TRIES; left > 0 && told.at(-1) === 'nothing' && person.view(); left--) {
    await sleep(BREATH_MS);
    told.push(toldBy(await person.submit(), person));
  }
}

/** What Muster asks to send again may have been done or not. */
function toldBy(sent: Awaited<ReturnType<Actor['submit']>>, person: Actor): Told {
  if (sent.notice !== undefined) return 'nothing';
  if (sent.errors) {
    return Object.values(sent.errors).some((one) => one.startsWith('Muster cannot save'))
      ? 'nothing'
      : 'refused';
  }
  // What stays open shows why it was not taken.
  return person.view() ? 'refused' : 'done';
}
