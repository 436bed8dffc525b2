import { runInspect } from './boot/inspect.ts';
import { type Lifecycle, startPhases } from './boot/lifecycle.ts';
import { createPhases } from './boot/phases.ts';
import type { Shared } from './boot/shared.ts';
import { onSignals } from './boot/signals.ts';
import { ConfigError, parseConfig, readEnvironment } from './config/environment.ts';
import { readConfigFile } from './config/file.ts';
import { createLog, type Log } from './telemetry/log.ts';

// Runs Muster in the folder that it is started in until a signal comes, or the command that is named.
const [command, ...args] = process.argv.slice(2);
process.exit(await (command === 'inspect' ? runInspect(args, process.cwd()) : main(process.cwd())));

/** Returns the process's exit code. */
async function main(folder: string): Promise<number> {
  let log: Log | undefined;
  try {
    const config = parseConfig(readEnvironment(folder), folder);
    const file = readConfigFile(folder, config.configFile);
    log = createLog(config.logLevel);
    const shared: Partial<Shared> = {};
    await run(createPhases(config, file, shared, log), shared, log);
    return 0;
  } catch (error) {
    log?.debug({ err: error }, 'could not start');
    const { message } = error as Error;
    console.error(error instanceof ConfigError ? message : `Muster could not start: ${message}`);
    return 1;
  }
}

async function run(
  phases: Parameters<typeof startPhases>[0],
  shared: Partial<Shared>,
  log: Log,
): Promise<void> {
  const began = performance.now();
  const interrupt = new AbortController();
  let lifecycle: Lifecycle | undefined;
  const stopped = onSignals(
    () => {
      console.log('Stopping …');
      interrupt.abort();
    },
    () => lifecycle?.kill(),
  );
  try {
    lifecycle = await startPhases(phases, {
      say: console.log,
      onStopFailure: (phase, error) => log.warn({ err: error, phase }, 'did not stop cleanly'),
      signal: interrupt.signal,
    });
  } catch (error) {
    // Stopped while still starting, which is nobody's fault.
    if (error === interrupt.signal.reason) return;
    throw error;
  }
  console.log(`Muster: up after ${((performance.now() - began) / 1_000).toFixed(1)} s; Ctrl-C stops it`);
  if (shared.pageUrl) console.log(`\n${shared.pageUrl}`);
  await stopped;
  await lifecycle.stop();
}
