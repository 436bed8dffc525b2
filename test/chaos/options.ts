import { parseArgs } from 'node:util';
import { seedFrom } from '../support/random.ts';

export type ChaosOptions = {
  readonly seed: number;
  readonly minutes: number;
  readonly escalations: number;
  readonly processes: number;
  readonly queue: 'redis' | 'postgres';
};

export type Wanted =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly sentence: string }
  | { readonly kind: 'run'; readonly options: ChaosOptions; readonly json: string | undefined };

/** How many escalations a minute are opened unless told otherwise. */
const PER_MINUTE = 24;

export const HELP = `npm run chaos -- [options]

Random people work on random escalations while Muster's processes are killed and frozen, Redis, Postgres and the
network in front of them fail, and Slack drops, delays, doubles and refuses, or for some seconds takes no call at all: of
one process, or of any. Meanwhile outsiders (people of another organisation, an app, a closed account, a guest whom
nobody brought in) press, type, join and send what others sent as theirs, and now and then one person does in seconds
what takes others an hour. Afterwards all faults are lifted, and what stands in Slack, in the database and in people's
memory is compared: nothing of what outsiders did may be there, nor anything have been told to them. Exits 1 when
anything is broken.

  --minutes N       how long faults happen (10)
  --seed N          repeats the people, the outsiders, the floods and the faults of an earlier run (a random one)
  --escalations N   how many are opened beside those of a flood (${PER_MINUTE} a minute)
  --processes N     how many Musters run (4)
  --queue NAME      redis or postgres (redis when it is installed)
  --json FILE       writes the figures there too

The same seed plans the same acts of the same people and the same faults in the same order. When each of them meets
which process in the middle of what is up to real processes, so a repeated run is alike, not the same. Slack's rate
limits are off, or so many escalations would only stand in line; it says 429 when a fault wants it.
Slack's further tries to tell of an event come within half a minute instead of six.`;

/** @param hasRedis whether redis-server is installed */
export function readOptions(args: readonly string[], hasRedis: boolean): Wanted {
  let values: Record<string, string | boolean | undefined>;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        minutes: text,
        seed: text,
        escalations: text,
        processes: text,
        queue: text,
        json: text,
      },
    }));
  } catch (error) {
    return { kind: 'wrong', sentence: `${(error as Error).message}. --help tells the options.` };
  }
  if (values.help) return { kind: 'help' };
  const minutes = Number(values.minutes ?? 10);
  const options: ChaosOptions = {
    minutes,
    seed: seedFrom(values.seed as string | undefined),
    escalations: Number(values.escalations ?? Math.max(1, Math.round(minutes * PER_MINUTE))),
    processes: Number(values.processes ?? 4),
    queue: (values.queue ?? (hasRedis ? 'redis' : 'postgres')) as ChaosOptions['queue'],
  };
  const sentence = complaint(options, hasRedis);
  return sentence === null
    ? { kind: 'run', options, json: values.json as string | undefined }
    : { kind: 'wrong', sentence };
}

function complaint(
  { seed, minutes, escalations, processes, queue }: ChaosOptions,
  hasRedis: boolean,
): string | null {
  if (!(minutes > 0 && minutes <= 600)) return '--minutes is a number from above 0 up to 600.';
  if (!Number.isInteger(seed)) return '--seed is a whole number.';
  if (!(Number.isInteger(escalations) && escalations > 0)) return '--escalations is a whole number above 0.';
  // Slack takes ten connections of an app.
  if (!(Number.isInteger(processes) && processes > 0 && processes <= 8))
    return '--processes is a whole number from 1 to 8.';
  if (queue !== 'redis' && queue !== 'postgres') return '--queue is redis or postgres.';
  return queue === 'redis' && !hasRedis
    ? 'redis-server is not installed: install it, or choose --queue postgres.'
    : null;
}
