/** Says before each turn whether there is to be another. */
export type Draws = { more(): boolean; readonly taken: number };

/**
 * How often something is drawn: `runs` times or, when that is not given, for so many seconds. In each case at least
 * once, however slow the machine is.
 */
export function draws(limit: { readonly runs: number | undefined; readonly seconds: number }): Draws {
  const { runs, seconds } = limit;
  const end = performance.now() + seconds * 1_000;
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    more() {
      const isOver = runs === undefined ? performance.now() >= end : taken >= runs;
      if (isOver && taken > 0) return false;
      taken += 1;
      return true;
    },
  };
}

/** A number that whoever runs the tests may set. @throws when it is none */
export function numberFrom(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(`${name} is "${text}": make it a number.`);
  return number;
}
