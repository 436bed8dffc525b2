/** What went wrong between the app and Slack; tests assert that none did. */
export type Faults = {
  /** Acknowledgements that came after the limit, or never. */
  lateAcks: number;
  /** Answers that Slack could not use: an invalid view, errors for blocks that are not there, bad options. */
  badAnswers: number;
  /** What happened, in words, oldest first. */
  log: string[];
};

export function noFaults(): Faults {
  return { lateAcks: 0, badAnswers: 0, log: [] };
}

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
