/** A forwarded copy of the same Ctrl-C (npm sends one) comes within this time. */
const sameSignalMs = 750;

/**
 * Calls `first` at the first SIGINT or SIGTERM and `again` at a later one, and then ends the process.
 * Resolves at the first.
 */
export function onSignals(first: () => void, again: () => void): Promise<void> {
  return new Promise((stopped) => {
    let since: number | undefined;
    const onSignal = (): void => {
      if (since === undefined) {
        since = performance.now();
        first();
        stopped();
      } else if (performance.now() - since > sameSignalMs) {
        again();
        process.exit(1);
      }
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGHUP', onSignal);
  });
}
