import {
  endOutage,
  noteOutage,
  type Outage,
  outages,
  type ToTell,
  tellNextOutage,
} from '../store/outages.ts';
import type { Engine } from './engine.ts';
import type { Outcome } from './gateway.ts';
import { readersOfDirectTo } from './readers.ts';

/** Times when Slack, or whatever answers in its place, takes nothing from Muster: nothing is given up, all of it waits. */
export type Outages = {
  /** What is known of them in this process. */
  readonly all: () => readonly Outage[];
  readonly isKnown: (workspace: string) => boolean;
  /** Slack refused a call in a way that may mean an outage: asks whether it is one. */
  readonly suspect: (workspace: string, reason: string) => Promise<void>;
  /** Looks whether they are over, and has the managers told. */
  readonly watch: () => Promise<void>;
};

export function createOutages(engine: Pick<Engine, 'db' | 'gateway' | 'now' | 'log'>): Outages {
  const { db, gateway, now, log } = engine;
  let known = new Map<string, Outage>();

  async function tellManagers(): Promise<void> {
    const tell = async ({ workspace, manager, ...outage }: ToTell) => {
      const readers = await readersOfDirectTo({ gateway }, workspace, manager, false);
      if (readers !== 'our people') return readers !== 'unknown';
      return (await gateway.tellRegained(workspace, manager, outage)).kind !== 'later';
    };
    while (await tellNextOutage(db, tell));
  }

  return {
    all: () => [...known.values()],
    isKnown: (workspace) => known.has(workspace),
    async suspect(workspace, reason) {
      if (known.has(workspace) || !isShutOut(await gateway.probe(workspace))) return;
      const outage = { workspace, since: now(), reason };
      if (await noteOutage(db, outage)) {
        log.warn({ workspace, reason }, 'Slack takes nothing from Muster: what is to be done there waits');
      }
      known.set(workspace, outage);
    },
    async watch() {
      known = new Map((await outages(db)).map((one) => [one.workspace, one]));
      for (const outage of known.values()) {
        const { kind } = await gateway.probe(outage.workspace);
        if (kind !== 'done' && kind !== 'failed') continue;
        known.delete(outage.workspace);
        if (await endOutage(db, outage, now())) log.info(outage, 'Slack takes calls again');
      }
      await tellManagers();
    },
  };
}

export function isShutOut(outcome: Outcome): outcome is Extract<Outcome, { kind: 'later' | 'unsure' }> {
  return (outcome.kind === 'later' || outcome.kind === 'unsure') && outcome.isShutOut === true;
}
