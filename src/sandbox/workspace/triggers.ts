import { SlackError } from './errors.ts';
import { newSecret } from './ids.ts';

/** Slack's figure, in milliseconds. */
const lifetimeMs = 3000;

type Trigger = { readonly user: string; readonly origin?: string | undefined };

export type Triggers = {
  issue(trigger: Trigger): string;
  /** Uses the trigger up; throws Slack's error when it is unknown, used or too old. */
  exchange(id: string): Trigger;
};

export function createTriggers(now: () => number): Triggers {
  const issued = new Map<string, { trigger: Trigger; expiresAt: number; used: boolean }>();

  function forgetOld(): void {
    // In order of issue, so the old ones come first.
    for (const [id, { expiresAt }] of issued) {
      if (expiresAt > now() - 10 * 60_000) return;
      issued.delete(id);
    }
  }

  return {
    issue(trigger) {
      forgetOld();
      const id = `${Math.floor(now())}.${issued.size}.${newSecret()}`;
      issued.set(id, { trigger, expiresAt: now() + lifetimeMs, used: false });
      return id;
    },
    exchange(id) {
      const found = issued.get(id);
      if (!found) throw new SlackError('invalid_trigger_id');
      if (found.used) throw new SlackError('exchanged_trigger_id');
      if (now() > found.expiresAt) throw new SlackError('expired_trigger_id');
      found.used = true;
      return found.trigger;
    },
  };
}
