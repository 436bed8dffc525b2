/** The first line of what is happening, cut at a word near 60 characters. */
export function shortTitle(problem: string): string {
  const line = problem.trim().split('\n')[0]?.trim() ?? '';
  if (line.length <= 60) return line;
  const space = line.lastIndexOf(' ', 59);
  const kept = line.slice(0, space > 30 ? space : 59).trimEnd();
  return `${kept.replace(HALF_CHARACTER, '')}…`;
}

const HALF_CHARACTER = /[\uD800-\uDBFF]$/;
