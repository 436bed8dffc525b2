import pTimeout from 'p-timeout';
import { SECOND } from '../domain/kernel/time.ts';
import { audit } from '../store/audit.ts';
import type { Engine } from './engine.ts';
import type { Audited } from './health.ts';

const EVERY_MS = 5 * SECOND;
/** A notification is acted on in milliseconds, and the sweep comes within two seconds; a killed worker's lease ends after five. */
const GRACE_MS = 20 * SECOND;
const STOP_MS = 2 * SECOND;

export type Auditor = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly check: () => Promise<void>;
  readonly last: () => Audited;
};

/** Checks every few seconds that no timer and no effect is forgotten; readiness asks when that was last so. */
export function createAuditor(engine: Engine): Auditor {
  let last: Audited = { found: null, beatAt: null };
  let checking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function check(): Promise<void> {
    try {
      const found = await audit(engine.db, engine.clock, GRACE_MS);
      const isClean = found.overdueTimers === 0 && found.stuckEscalations === 0;
      last = { found, beatAt: isClean ? engine.now() : last.beatAt };
      if (!isClean) engine.log.warn(found, 'work lies undone');
      else if (found.leftToNewer > 0) engine.log.info(found, 'work is left for a newer version of Muster');
      await engine.outages.watch();
    } catch (error) {
      engine.log.warn({ err: error }, 'it could not be checked whether work lies undone');
    }
  }

  return {
    start() {
      checking = check();
      timer = setInterval(() => {
        checking = checking.then(check);
      }, EVERY_MS);
    },
    async stop() {
      clearInterval(timer);
      // Slack may be asked just then, and not answer.
      await pTimeout(checking, { milliseconds: STOP_MS, message: false });
    },
    check,
    last: () => last,
  };
}
