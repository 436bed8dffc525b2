import type { Gateway, Outcome } from '../../../src/engine/gateway.ts';
import type { Log } from '../../../src/telemetry/log.ts';

/** Slack that does everything at once, without a network: where it is not what is measured. */
export function instantGateway(): Gateway {
  let count = 0;
  return {
    perform: async ({ effect, post, escalation, linesChannel }): Promise<Outcome> => {
      count += 1;
      if (effect.type === 'CreateChannel') {
        return { kind: 'done', channel: { id: `CI${count}`, name: effect.name } };
      }
      const isMessage = effect.type.startsWith('Show') && effect.type !== 'ShowTopic';
      if (!isMessage) return { kind: 'done' };
      const channel = linesChannel ?? escalation.channel?.id ?? 'D';
      return { kind: 'done', post: post ?? { channel, ts: `${count}.0` } };
    },
    find: async () => null,
    retract: async () => ({ kind: 'done' }),
    probe: async () => ({ kind: 'done' }),
    tellRegained: async () => ({ kind: 'done' }),
    tellExposed: async () => ({ kind: 'done' }),
    kindOf: async () => 'member',
  };
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Says only what should not happen. */
export const benchLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (facts, message) => console.error(message, facts),
};
