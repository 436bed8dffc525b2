import type { Escalation } from '../domain/kernel/escalation.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { foresee } from '../store/budget/foresee.ts';
import type { Reader } from '../store/client.ts';
import type { Staged } from '../store/outbox/stage.ts';
import type { Engine } from './engine.ts';

/**
 * Foresees when a channel that is asked for can be opened, so that whoever asks is answered. Returns the same effects, that
 * one in line, where those who ask next see it, and about when its turn is; null when that is at once.
 */
export async function foreseeChannel(
  reader: Reader,
  { clock, rateLimits }: Engine,
  { workspace, severity, rep: person }: Escalation,
  staged: readonly Staged[],
): Promise<{ readonly staged: readonly Staged[]; readonly channelAt: Instant | null }> {
  const asked = staged.find(({ effect }) => effect.type === 'CreateChannel');
  const [budget] = asked === undefined ? [] : rateLimits(asked.effect, false, null);
  if (budget === undefined) return { staged, channelAt: null };
  const { line, at } = await foresee(reader, clock, workspace, budget, { severity, person });
  return {
    staged: staged.map((one) => (one === asked ? { ...one, line: budget.line } : one)),
    channelAt: line === null ? null : at,
  };
}
