import { ACTIONS, MODALS, readTarget } from '../ids.ts';
import type { Muster } from '../listener-context.ts';
import type { Listeners } from '../listener-registry.ts';
import type { Press } from '../payload.ts';
import { onButton, onSubmit } from '../receive.ts';
import { parseGiveRole } from '../views/give-role.ts';
import { parseHandOver } from '../views/hand-over.ts';

/** Who is answerable: claiming, handing over, and the roles beside the owner's. */
export function registerOwnership(app: Listeners, muster: Muster): void {
  onButton(app, muster, ACTIONS.claim, (to) => ({ type: 'ClaimOwnership', ...to }));
  onButton(app, muster, ACTIONS.acceptHandOver, (to, press) => ({
    type: 'AcceptHandOver',
    offer: offerOf(press),
    ...to,
  }));
  onButton(app, muster, ACTIONS.declineHandOver, (to, press) => ({
    type: 'DeclineHandOver',
    offer: offerOf(press),
    ...to,
  }));
  onSubmit(app, muster, MODALS.handOver, parseHandOver, (to, value) => ({
    type: 'OfferHandOver',
    ...to,
    ...value,
  }));
  onSubmit(app, muster, MODALS.giveRole, parseGiveRole, (to, value) => ({
    type: 'GiveRole',
    ...to,
    ...value,
  }));
}

/** No offer has seq 0, so a value without one meets the refusal that the offer is gone. */
function offerOf(press: Press): number {
  return readTarget(press.value).seq ?? 0;
}
