import type { Envelope, Outcome } from '../delivery/deliver.ts';
import { payloadNames, typeOf } from '../delivery/payload-names.ts';
import type { Manifest } from '../manifest.ts';
import { newSecret } from '../workspace/ids.ts';
import type { Wait } from './calls.ts';
import { type DeliveryFault, deliverPrefix, type FaultRule } from './rules.ts';

const slowMs = 2_000;
const holdMs = 1_000;

const lost: Outcome = { kind: 'failed', reason: 'connection_failed' };

/** What a delivery goes by in rules: its kind, and what it is about. */
export function deliverySubjects({ type, payload }: Envelope): string[] {
  const names = [type, typeOf(payload), ...payloadNames(payload)].filter((name) => name !== null);
  return names.map((name) => `${deliverPrefix}${name}`);
}

/**
 * Lets a delivery go wrong as the rule says. What the app never got, or got and could not acknowledge, is sent again
 * as Slack does.
 * @param overtaken Resolves when another delivery has gone out.
 */
export async function performDeliveryFault(
  rule: FaultRule,
  envelope: Envelope,
  proceed: (envelope: Envelope) => Promise<Outcome>,
  { wait, overtaken }: { readonly wait: Wait; readonly overtaken: () => Promise<void> },
): Promise<Outcome> {
  switch (rule.fault as DeliveryFault) {
    case 'drop-before':
      return lost;
    case 'accept-then-drop':
      await proceed(envelope);
      return lost;
    case 'slow':
      await wait(rule.ms ?? slowMs);
      return proceed(envelope);
    case 'duplicate': {
      const [first] = await Promise.all([proceed(envelope), proceed({ ...envelope, id: newSecret() })]);
      return first;
    }
    case 'reorder':
      await Promise.race([overtaken(), wait(rule.ms ?? holdMs)]);
      return proceed(envelope);
    case 'late-ack':
      await proceed(envelope);
      return { kind: 'late', isInjected: true };
  }
}

/** Every kind of delivery that rules can name, for this app. */
export function deliveryNames({ features, settings }: Manifest): string[] {
  return [
    ...['slash_commands', 'events_api', 'interactive'],
    ...['block_actions', 'view_submission', 'view_closed', 'block_suggestion', 'message_action', 'shortcut'],
    ...features.slash_commands.map((one) => one.command),
    ...features.shortcuts.map((one) => one.callback_id),
    ...settings.event_subscriptions.bot_events,
  ];
}
