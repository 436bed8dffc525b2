import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { startApp } from './boot/app-phase.ts';
import { createGroundPhases, type Shared } from './boot/ground-phases.ts';
import { type Lifecycle, type Phase, type Running, startPhases } from './boot/lifecycle.ts';
import { onSignals } from './boot/signals.ts';
import { type Config, ConfigError, parseConfig, readEnvironment } from './config/environment.ts';
import { type ConfigFile, parseConfigFile } from './config/file.ts';
import { startSandbox } from './sandbox/start.ts';
import { createLog, type Log } from './telemetry/log.ts';

/** Runs Muster in this folder until a signal comes. Answers the process's exit code. */
export async function main(folder: string): Promise<number> {
  const began = performance.now();
  let log: Log | undefined;
  try {
    const config = parseConfig(readEnvironment(folder), folder);
    const file = readConfigFile(config.configFile);
    log = createLog(config.logLevel);
    const shared: Partial<Shared> = {};
    await run(createPhases(config, file, shared, log), log, () => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      console.log(`Muster: up after ${seconds} s; Ctrl-C stops it`);
      if (shared.pageUrl) console.log(`\n${shared.pageUrl}`);
    });
    return 0;
  } catch (error) {
    log?.debug({ err: error }, 'could not start');
    const { message } = error as Error;
    console.error(error instanceof ConfigError ? message : `Muster could not start: ${message}`);
    return 1;
  }
}

function createPhases(config: Config, file: ConfigFile, shared: Partial<Shared>, log: Log): Phase[] {
  return [
    ...createGroundPhases(config, shared),
    { name: config.slack.mode === 'sandbox' ? 'Sandbox' : 'Slack', start: () => startSlack(config, shared) },
    { name: 'App', start: () => startApp(config, file, shared, log) },
  ];
}

/** Without credentials Slack is one of our own, and the app is told no more than where it is. */
async function startSlack(config: Config, shared: Partial<Shared>): Promise<Running> {
  if (config.slack.mode !== 'sandbox') {
    shared.slack = config.slack;
    return { says: config.slack.apiUrl ?? 'slack.com', stop: async () => undefined };
  }
  const sandbox = await startSandbox({
    manifest: readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'),
    port: config.sandboxPort,
    dataDir: join(config.dataDir, 'sandbox'),
  });
  await sandbox.preparePage();
  const { botToken, appToken, apiUrl } = sandbox;
  shared.slack = { mode: 'socket', botToken, appToken, apiUrl };
  shared.pageUrl = sandbox.url;
  return { says: 'a local Slack, since there are no Slack credentials', stop: () => sandbox.stop() };
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
