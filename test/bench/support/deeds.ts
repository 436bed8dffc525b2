import { HOUR } from '../../../src/domain/kernel/time.ts';
import type { RunningEngine } from '../../../src/engine/create.ts';
import { homeOf, openEscalations } from '../../../src/store/lists.ts';
import { leadOf, must, openFor, repOf, TEAMS } from './templates.ts';

export const WORKSPACE = 'T0BENCH';

/** What people do with one escalation of their own, again and again. */
export type Deed = {
  readonly name: string;
  readonly isCommand: boolean;
  readonly does: (engine: RunningEngine, own: Own) => Promise<unknown>;
};

/** An escalation that nobody else works on. */
export type Own = { readonly escalation: string; readonly team: string };

export async function openOwn(engine: RunningEngine, number: number): Promise<Own> {
  const team = TEAMS[number % TEAMS.length] as string;
  return { team, escalation: await openFor(engine, WORKSPACE, team, `#own-${number}`) };
}

const claim: Deed = {
  name: 'claim',
  isCommand: true,
  does: (engine, { escalation, team }) =>
    must(engine, { type: 'ClaimOwnership', workspace: WORKSPACE, escalation, by: leadOf(team) }),
};

export const logUpdate: Deed = {
  name: 'log update',
  isCommand: true,
  does: (engine, { escalation, team }) =>
    must(engine, {
      type: 'LogCustomerUpdate',
      workspace: WORKSPACE,
      escalation,
      by: repOf(team),
      text: 'We are still on it',
      over: 'email',
      nextAt: Date.now() + 24 * HOUR,
    }),
};

const list: Deed = {
  name: 'list',
  isCommand: false,
  does: ({ db }, { team }) => openEscalations(db, WORKSPACE, { id: repOf(team), kind: 'member' }),
};

const home: Deed = {
  name: 'home',
  isCommand: false,
  does: ({ db }, { team }) => homeOf(db, WORKSPACE, { id: leadOf(team), kind: 'member' }),
};

/** In the order that they are possible in. */
export const DEEDS: readonly Deed[] = [claim, logUpdate, list, home];
