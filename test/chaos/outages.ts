import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../support/invariants/inspect.ts';
import type { Stage } from '../support/script.ts';
import { MANAGER } from './plan.ts';

/** What is known of the times when Slack took nothing. */
export type Outages = {
  /** Since when each that Muster noticed was, in ms. */
  readonly noticed: ReadonlySet<number>;
  stop(): Promise<void>;
};

const LOOK_MS = 250;
/** Under which Muster keeps one that is not over. */
const KEY = 'slack-outage';

/** Looks, as long as it is not stopped, what Muster notices. */
export function watchOutages({ database }: Stage): Outages {
  const noticed = new Set<number>();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      // Looking may fail on a machine that is out of breath.
      for (const since of await open(database).catch(() => [])) noticed.add(since);
      await sleep(LOOK_MS);
    }
  })();
  return {
    noticed,
    async stop() {
      isStopped = true;
      await watching;
    },
  };
}

async function open({ db }: Stage['database']): Promise<number[]> {
  const rows = await db.setting.findMany({ where: { key: KEY } });
  return rows.map(({ value }) => (JSON.parse(value) as { since: number }).since);
}

export type OutageFacts = {
  readonly noticed: readonly number[];
  /** What a manager read, as it was sent. */
  readonly told: readonly string[];
  /** Those that are not over though Slack has long taken calls again. */
  readonly left: readonly number[];
};

export async function outageFacts({ sandbox, database }: Stage, { noticed }: Outages): Promise<OutageFacts> {
  const manager = sandbox.person(MANAGER);
  const hasRead = manager
    .conversations()
    .some(({ kind, name }) => kind === 'im' && name === sandbox.botUserId);
  const told = hasRead ? manager.messages('@muster').map((one) => JSON.stringify(one)) : [];
  return { noticed: [...noticed], told, left: await open(database) };
}

/** Whatever Muster noticed is over, and a manager was told when it was. */
export function outageChecks({ noticed, told, left }: OutageFacts): Check[] {
  const isTold = (since: number) => {
    const from = `from <!date^${Math.floor(since / 1_000)}^`;
    return told.some((one) => one.includes('takes what Muster does again') && one.includes(from));
  };
  const says = (since: number) => `since ${new Date(since).toISOString()} Slack took nothing`;
  const broken = (some: readonly number[], what: string) =>
    some.map((since) => ({ escalation: null, what: `${says(since)}, ${what}` }));
  return [
    {
      name: 'an outage of Slack is over once it is',
      checked: noticed.length,
      broken: broken(left, 'and Muster takes it for so still'),
    },
    {
      name: 'managers hear that Slack took nothing',
      checked: noticed.length,
      broken: broken(
        noticed.filter((since) => !left.includes(since) && !isTold(since)),
        `and ${MANAGER} was not told`,
      ),
    },
  ];
}
