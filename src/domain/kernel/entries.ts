import { MOST_ENTRIES } from './limits.ts';
import { visible } from './visible.ts';

/** Begins a line that goes on with what stands above it. */
const GOES_ON = '|';

/** A list as it is edited: a line for each, and what an entry of several lines goes on with behind a mark. */
export function listText(list: readonly string[]): string {
  return list.map((text) => text.replaceAll('\n', `\n${GOES_ON} `)).join('\n');
}

/** The entries of a list that was edited as text. */
export function listIn(text: string): string[] {
  const list: string[] = [];
  for (const line of visible(text).split('\n')) {
    const last = list.length - 1;
    const entry = line.trim();
    if (entry.startsWith(GOES_ON) && last >= 0) list[last] += `\n${entry.slice(1).replace(/^ /, '')}`;
    else if (entry !== '') list.push(entry);
  }
  return list.map(oneEntry);
}

/** A line for each thing, unless it is what a machine wrote, or more than the list holds: then it is one. */
export function triedAtFirst(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isMachines = lines.some((line) => MACHINE.test(line.trim())) || isIndented(lines);
  return isMachines || lines.length > MOST_ENTRIES ? [oneEntry(text)] : lines.map((line) => line.trim());
}

/** As what is nested is: in a list of things that were tried, few lines are. */
function isIndented(lines: readonly string[]): boolean {
  return lines.length > 8 && lines.filter((line) => /^\s{2}|^\t/.test(line)).length > lines.length / 3;
}

/** How lines of logs and traces begin. */
const MACHINE =
  /^(?:```|at [\w$.<>[\]]+ ?\(|File "|Traceback|Caused by:|goroutine \d|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[\w.]+(?:Error|Exception):)/;

/** An entry as it is kept: without the mark that would make it go on with another, and without empty space around it. */
export function oneEntry(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return (
    lines
      .join('\n')
      .trim()
      .replace(/^\|[|\s]*/, '') || GOES_ON
  );
}
