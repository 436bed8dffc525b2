import type { Inspection } from '../store/inspect/inspect.ts';
import type { StoredEffect } from '../store/inspect/list-effects.ts';

/** All that is stored of an escalation as padded text, a line for each row. */
export function reportOf({ escalation, events, timers, effects, posts }: Inspection): string {
  const { number, id, workspace, status, seq } = escalation;
  return [
    `ESC-${number} in workspace ${workspace}: ${status}, seq ${seq}, id ${id}`,
    section(
      'Timeline',
      ['seq', 'at', 'by', 'event', 'data'],
      [...events.map((one) => [one.seq, one.at, one.by ?? 'Muster', one.type, JSON.stringify(one.data)])],
    ),
    section(
      'Timers',
      ['kind', 'subject', 'state', 'due', 'fired', 'version', 'id'],
      [
        ...timers.map((one) => [
          one.kind,
          one.subject,
          one.state,
          one.dueAt,
          one.firedAt,
          one.version,
          one.id,
        ]),
      ],
    ),
    section(
      'Effects',
      ['id', 'seq', 'type', 'key', 'lane', 'needs', 'state', 'attempts', 'not before', 'last reason'],
      [
        ...effects.map((one) => [
          ...[one.id, one.seq, one.type, one.key, one.lane, one.needs, stateOf(one), one.attempts],
          ...[one.notBefore, one.reason],
        ]),
      ],
    ),
    section(
      'Posts',
      ['key', 'channel', 'ts'],
      [...[...posts].map(([key, { channel, ts }]) => [key, channel, ts])],
    ),
  ].join('\n\n');
}

function stateOf({ state, isUnsure, leaseUntil }: StoredEffect): string {
  const until = leaseUntil === null ? '' : ` until ${leaseUntil.toISOString()}`;
  return `${state}${until}${isUnsure ? ', unsure' : ''}`;
}

type Cell = string | number | Date | null;

function section(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows.map((row) => row.map(textOf))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [`${title} (${rows.length})`, ...padded.map((line) => `  ${line}`.trimEnd())].join('\n');
}

function textOf(cell: Cell): string {
  if (cell === null || cell === '') return '-';
  return escaped(cell instanceof Date ? cell.toISOString() : String(cell));
}

/** People's text must not steer the terminal that it is read on. */
function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
