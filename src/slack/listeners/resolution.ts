import { MODALS } from '../ids.ts';
import type { Muster } from '../listener-context.ts';
import type { Listeners } from '../listener-registry.ts';
import { onSubmit } from '../receive.ts';
import { parseReopen } from '../views/reopen.ts';
import { parseResolve } from '../views/resolve.ts';

/** The end, and the way back. */
export function registerResolution(app: Listeners, muster: Muster): void {
  onSubmit(app, muster, MODALS.resolve, parseResolve, (to, value) => ({ type: 'Resolve', ...to, ...value }));
  onSubmit(app, muster, MODALS.reopen, parseReopen, (to, value) => ({ type: 'Reopen', ...to, ...value }));
}
