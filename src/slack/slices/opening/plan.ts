import type { Metadata } from '../../kit/values.ts';
import { usualPromise } from '../checkpoint/promise.ts';
import type { EscalateData, EscalateValue } from './escalate.ts';

/** What the chosen playbook fills in, and what of it was changed already while it was chosen. */
export function planned({ metadata, now, playbook, playbooks, prefill }: EscalateData) {
  const chosen = playbooks.find((one) => one.key === playbook);
  const kept = prefill?.chosen?.playbook === (chosen?.key ?? null) ? prefill?.chosen : undefined;
  const severity = kept?.severity ?? chosen?.severity;
  const promisedAt = kept?.promisedAt ?? undefined;
  const follows =
    chosen !== undefined &&
    severity !== undefined &&
    (promisedAt === undefined || isOutgrown(metadata, { promisedAt, severity }));
  return {
    chosen,
    severity,
    teams: kept?.teams ?? chosen?.teams,
    /** The promise that goes with the severity; undefined when the rep has set another, or there is no plan. */
    usual: follows ? usualPromise(now, chosen.cadence, severity) : undefined,
    promisedAt,
  };
}

/** What the form fills in as the promise, and for which severity: by this it is known whether the rep has set another. */
export function filledIn(data: EscalateData): Metadata {
  const { usual, severity } = planned(data);
  return usual === undefined || severity === undefined
    ? {}
    : { promised: String(usual), promisedFor: severity };
}

/** Whether the promise is still the one that was filled in, for another severity than is chosen now. */
export function isOutgrown(
  { promised, promisedFor }: Metadata,
  { promisedAt, severity }: Pick<EscalateValue, 'promisedAt' | 'severity'>,
): boolean {
  return promised === String(promisedAt) && promisedFor !== severity;
}
