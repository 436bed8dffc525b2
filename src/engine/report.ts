import type { TimerKind } from '../domain/command.ts';
import type { Answer } from './answer.ts';
import type { Engine } from './engine.ts';
import type { Outcome } from './gateway.ts';
import type { Claim } from './outbox.ts';
import type { Request } from './request.ts';

/** What became of a command, by ids and types alone. */
export type CommandReport = {
  readonly type: Request['type'];
  /** Null when an opening was refused. */
  readonly escalation: string | null;
  readonly seq: number | null;
  /** A refusal's code, or how else it ended. */
  readonly outcome: string;
  readonly timer?: TimerKind;
};

export function commandReport(request: Request, answer: Answer): CommandReport {
  const known = request.type === 'OpenEscalation' ? null : request.escalation;
  const timer = request.type === 'FireTimer' ? { timer: request.timer } : {};
  if (answer.kind === 'refused') {
    return { type: request.type, escalation: known, seq: null, outcome: answer.refusal.code, ...timer };
  }
  const { escalation, events, repeated } = answer;
  const outcome = repeated ? 'repeated' : events.length === 0 ? 'nothing to do' : 'done';
  return { type: request.type, escalation: escalation.id, seq: escalation.seq, outcome, ...timer };
}

/** Logs and counts commands once they are committed; `since` is when they were begun. */
export function reportCommands(
  { log, telemetry }: Engine,
  commands: readonly CommandReport[],
  since: number,
): void {
  for (const { type, timer, outcome, ...place } of commands) {
    log.info({ command: type, timer, ...place, outcome, ms: msSince(since) }, 'command');
    telemetry.count('muster.commands', { 'muster.command': type, 'muster.outcome': outcome });
    if (timer !== undefined) telemetry.count('muster.timers', { 'muster.timer': timer });
  }
}

/** Logs and counts a try of an effect once what came of it is stored. */
export function reportEffect(
  { log, telemetry }: Engine,
  { row, escalation }: Claim,
  outcome: Outcome['kind'],
  since: number,
): void {
  const { id, effect, seq } = row;
  log.info({ effect: effect.type, id, escalation, seq, outcome, ms: msSince(since) }, 'effect');
  telemetry.count('muster.effects', { 'muster.effect': effect.type, 'muster.outcome': outcome });
}

function msSince(since: number): number {
  return Math.round((performance.now() - since) * 10) / 10;
}
