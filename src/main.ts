import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ConfigError, parseConfig, readEnvironment } from './config.ts';
import { type ConfigFile, parseConfigFile } from './config-file.ts';
import { type Lifecycle, type Phase, startPhases } from './lifecycle.ts';
import { createLog, type Log } from './log.ts';
import { createGroundPhases, type Shared } from './phases.ts';
import { onSignals } from './signals.ts';

/** Runs Muster in this folder until a signal comes. Answers the process's exit code. */
export async function main(folder: string): Promise<number> {
  const began = performance.now();
  let log: Log | undefined;
  try {
    const config = parseConfig(readEnvironment(folder), folder);
    const file = readConfigFile(config.configFile);
    log = createLog(config.logLevel);
    const shared: Partial<Shared> = {};
    await run(createGroundPhases(config, shared), log, () => {
      shared.web?.serve(null);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      console.log(`Muster: up after ${seconds} s with ${file.playbooks.length} playbooks; Ctrl-C stops it`);
    });
    return 0;
  } catch (error) {
    log?.debug({ err: error }, 'could not start');
    const { message } = error as Error;
    console.error(error instanceof ConfigError ? message : `Muster could not start: ${message}`);
    return 1;
  }
}

async function run(phases: readonly Phase[], log: Log, onUp: () => void): Promise<void> {
  const interrupt = new AbortController();
  let lifecycle: Lifecycle | undefined;
  const stopped = onSignals(
    () => {
      console.log('Stopping …');
      interrupt.abort(new Interrupted());
    },
    () => lifecycle?.kill(),
  );
  try {
    lifecycle = await startPhases(phases, {
      say: console.log,
      onStopFailure: (phase, error) => log.warn({ err: error, phase }, 'did not stop cleanly'),
      signal: interrupt.signal,
    });
    onUp();
    await stopped;
    await lifecycle.stop();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}

function readConfigFile(path: string): ConfigFile {
  const name = relative('', path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`${name} cannot be read: create it, or set MUSTER_CONFIG to where your teams are.`);
  }
  return parseConfigFile(text, name);
}

/** Stopped while still starting, which is nobody's fault. */
class Interrupted extends Error {
  override name = 'Interrupted';
}
