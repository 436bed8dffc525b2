import { MODALS } from '../ids.ts';
import type { Muster } from '../listener-context.ts';
import type { Listeners } from '../listener-registry.ts';
import { onSubmit } from '../receive.ts';
import { parseLogUpdate } from '../views/log-update.ts';
import { parseMoveCheckpoint } from '../views/move-checkpoint.ts';

/** The promise to the customer: meeting it and moving it. */
export function registerCheckpoint(app: Listeners, muster: Muster): void {
  onSubmit(app, muster, MODALS.logUpdate, parseLogUpdate, (to, value) => ({
    type: 'LogCustomerUpdate',
    ...to,
    ...value,
  }));
  onSubmit(app, muster, MODALS.moveCheckpoint, parseMoveCheckpoint, (to, value) => ({
    type: 'MoveCheckpoint',
    ...to,
    ...value,
  }));
}
