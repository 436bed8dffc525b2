import { ALL } from './all.ts';
import type { Command, CommandType, ExpectedVersions, Versioned } from './command.ts';
import { refuseKindFor, refuseNamed, refuseUnlessAllowed } from './kernel/access.ts';
import type { Decision } from './kernel/decision.ts';
import type { Escalation } from './kernel/escalation.ts';
import { refuseOversized } from './kernel/limits.ts';
import type { AllSlices, VersionSpec } from './kernel/slice.ts';
import type { Refusal } from './refusal.ts';
import { openEscalation } from './slices/opening.ts';
import { merged } from './slices.ts';
import { decideTimer } from './timers.ts';

type Rule = (escalation: Escalation, command: Command, all: AllSlices) => Decision;
const RULES = merged<Record<Exclude<CommandType, 'OpenEscalation' | 'FireTimer'>, Rule>>('decide');
const VERSIONS = merged<Record<Versioned, VersionSpec>>('versions');

/** The rules. An empty list means there is nothing to do: not an error, not a change. */
export function decide(escalation: Escalation | null, command: Command): Decision {
  if (command.type === 'OpenEscalation') {
    const refused =
      refuseKindFor(command.type, command.by) ?? refuseOversized(command) ?? refuseNamed(command);
    if (refused) return refused;
    return escalation === null ? openEscalation(command) : { code: 'AlreadyOpened' };
  }
  if (escalation === null) return { code: 'UnknownEscalation' };
  const refused =
    refuseUnlessAllowed(command.type, escalation, command.by, command) ??
    refuseOversized(command) ??
    refuseOutdated(escalation, command.expectedVersions) ??
    refuseNamed(command);
  if (refused) return refused;
  if (command.type === 'FireTimer') return decideTimer(escalation, command);
  return RULES[command.type](escalation, command, ALL);
}

/** Refuses a form when what it was based on was changed by somebody else after it was opened. */
function refuseOutdated(escalation: Escalation, expected: ExpectedVersions = {}): Refusal | null {
  for (const [name, version] of Object.entries(expected)) {
    // An aspect known only to another version of Muster cannot be compared, so the form counts as outdated.
    const known = Object.hasOwn(VERSIONS, name) ? VERSIONS[name as Versioned] : undefined;
    if (known?.version(escalation) !== version) return { code: 'Outdated', called: known?.called ?? 'This' };
  }
  return null;
}

/** The version that this part of the escalation has now. */
export function versionOf(escalation: Escalation, part: Versioned): string {
  return VERSIONS[part].version(escalation);
}
