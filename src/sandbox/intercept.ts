/**
 * Stands between what arrives and what does it: it may do it or not, once or twice, early or late, and answer
 * something else. Both the Web API and the deliveries to the app go through one.
 */
export type Intercept<In, Out> = (what: In, proceed: (what: In) => Promise<Out>) => Promise<Out>;

/** The first stands outside: it decides whether the second gets to see anything. */
export function nested<In, Out>(
  outer: Intercept<In, Out> | undefined,
  inner: Intercept<In, Out>,
): Intercept<In, Out> {
  return outer ? (what, proceed) => outer(what, (one) => inner(one, proceed)) : inner;
}

export function passThrough<In, Out>(what: In, proceed: (what: In) => Promise<Out>): Promise<Out> {
  return proceed(what);
}
