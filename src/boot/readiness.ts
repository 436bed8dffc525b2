import { SECOND } from '../domain/kernel/time.ts';
import type { Part as EnginePart } from '../engine/health.ts';
import type { Log } from '../telemetry/log.ts';

/** What may be amiss, by name alone: whoever asks from outside reads no more than this. */
type Part = EnginePart | 'clock' | 'time zones' | 'start';

/** All that `/readyz` says. A part may be named although Muster is ready: it works, and somebody should look. */
export type Told = { readonly isReady: boolean; readonly parts: readonly Part[] };

/** What was found: what is wrong, and what is only to be known, each by the part that it is about. */
export type Found = { readonly isReady: boolean; readonly about: readonly (readonly [Part, string])[] };

/** Nobody learns more by asking more often, and a flood of questions costs one look a second. */
const KEPT_MS = 1 * SECOND;
/** Until it has swept and looked around once, Muster is not ready, which is nothing to tell of. */
const START_MS = 10 * SECOND;

/**
 * The answer to `/readyz`. Whoever can reach the port may ask, so the details go to the log alone: whenever other parts than
 * before are amiss.
 */
export function createReadiness(
  look: () => Promise<Found>,
  log: Log,
  now: () => number = () => performance.now(),
): () => Promise<Told> {
  let kept: { readonly at: number; readonly told: Promise<Told> } | null = null;
  const began = now();
  let logged: string | null = null;

  async function ask(): Promise<Told> {
    const { isReady, about } = await look().catch(unknown);
    const parts = [...new Set(about.map(([part]) => part))];
    const isStarting = logged === null && !isReady && now() - began < START_MS;
    if (!isStarting) tell(isReady, parts, about);
    return { isReady, parts };
  }

  function tell(isReady: boolean, parts: readonly Part[], about: Found['about']): void {
    const state = `${isReady} ${parts.join()}`;
    if (state === logged) return;
    logged = state;
    const problems = about.map(([, sentence]) => sentence);
    if (isReady) log.info({ parts, problems }, 'ready');
    else log.warn({ parts, problems }, 'not ready');
  }

  return () => {
    if (kept === null || now() - kept.at >= KEPT_MS) kept = { at: now(), told: ask() };
    return kept.told;
  };
}

function unknown(error: Error): Found {
  return { isReady: false, about: [['work', error.message]] };
}
