import { createEngine, type EngineOptions, type RunningEngine } from '../../../src/engine/create.ts';
import { benchLog, instantGateway } from './gateway.ts';

/** Muster's engine as it ships, in front of a Slack that does everything at once. */
export function benchEngine(
  options: Pick<EngineOptions, 'databaseUrl'> & Partial<EngineOptions>,
): RunningEngine {
  return createEngine({
    gateway: instantGateway(),
    log: benchLog,
    channelPattern: 'esc-{number}',
    ...options,
  });
}
