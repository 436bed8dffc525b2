import type { Config } from '../config/environment.ts';
import type { ConfigFile } from '../config/file.ts';
import type { Log } from '../telemetry/log.ts';
import { startApp } from './app-phase.ts';
import { createGroundPhases } from './ground-phases.ts';
import type { Phase } from './lifecycle.ts';
import type { Shared } from './shared.ts';
import { startSlack } from './slack-phase.ts';

/** All that makes a running Muster, in the order of starting. */
export function createPhases(config: Config, file: ConfigFile, shared: Partial<Shared>, log: Log): Phase[] {
  return [
    ...createGroundPhases(config, shared),
    { name: config.slack.mode === 'sandbox' ? 'Sandbox' : 'Slack', start: () => startSlack(config, shared) },
    { name: 'App', start: () => startApp(config, file, shared, log) },
  ];
}
