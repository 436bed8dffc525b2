import type { Kinds } from '../../../src/domain/kernel/people.ts';
import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { createEngine, type EngineOptions, type RunningEngine } from '../../../src/engine/create.ts';
import { dispatch } from '../../../src/engine/dispatch.ts';
import { noLimits } from '../../../src/engine/rate-limits.ts';
import type { Request } from '../../../src/engine/request.ts';
import { rememberLinesChannel } from '../../../src/store/lines-channel.ts';
import { applyRoster, nameWorkspace, type Roster } from '../../../src/store/roster/apply.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import { silentNotifier } from '../../support/engine.ts';
import { createSlackRecorder } from '../../support/slack-recorder.ts';

/** Ten teams of a lead and four members, as many reps, and a manager. */
export const TEAMS = Array.from({ length: 10 }, (_, index) => `team-${index}`);
export const leadOf = (team: string) => `ULEAD${TEAMS.indexOf(team)}`;
export const repOf = (team: string) => `UREP${TEAMS.indexOf(team)}`;

const ROSTER: Roster = {
  managers: ['UMANAGER'],
  teams: TEAMS.map((key, index) => ({
    key,
    name: `Team ${index}`,
    skills: [key],
    leads: [leadOf(key)],
    members: [1, 2, 3, 4].map((member) => `UMEMBER${index}${member}`),
  })),
  playbooks: [
    {
      key: 'trouble',
      trigger: 'Something is wrong',
      kind: 'functional',
      severity: 'SEV2',
      teams: [TEAMS[0] as string],
      cadence: { SEV1: 30 * MINUTE, SEV2: 2 * HOUR, SEV3: 24 * HOUR, SEV4: 48 * HOUR },
      claimWithin: HOUR,
      outcome: 'It works again',
    },
  ],
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** An engine on a database with that roster, in front of a Slack that does everything at once. It notifies nobody. */
export async function startEngine(
  database: TestDatabase,
  workspace: string,
  options: Partial<EngineOptions> = {},
): Promise<RunningEngine> {
  const { url: databaseUrl, db } = database;
  await nameWorkspace(db, workspace, 'Acme Support');
  await applyRoster(db, workspace, ROSTER);
  await rememberLinesChannel(db, workspace, 'CLINES');
  const { gateway } = createSlackRecorder();
  const channelPattern = 'esc-{number}-{customer}-{title}';
  const quick = { notifier: silentNotifier, rateLimits: noLimits };
  return createEngine({ databaseUrl, db, gateway, log: silent, channelPattern, ...quick, ...options });
}

/** Opens an escalation for a team; returns its id. */
export async function openFor(engine: RunningEngine, workspace: string, team: string, ticket: string) {
  return must(engine, {
    type: 'OpenEscalation',
    workspace,
    by: repOf(team),
    kinds: { [repOf(team)]: 'member' },
    customer: 'Globex',
    ticket,
    problem: 'Payments fail at the checkout, for some customers and not for others',
    tried: 'Restarted the gateway\nAsked for logs',
    outcome: 'Payments go through again',
    playbook: 'trouble',
    severity: 'SEV2',
    teams: [team],
    people: [],
    promisedAt: engine.now() + 24 * HOUR,
    isPrivate: false,
  });
}

/** Dispatches what must not be refused; returns the escalation's id. */
export async function must(engine: RunningEngine, request: Request): Promise<string> {
  const answer = await dispatch(engine, request);
  if (answer.kind === 'refused') throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
  return answer.escalation.id;
}

export type Templates = {
  /** Nobody owns them yet. */
  readonly unowned: readonly string[];
  readonly owned: readonly string[];
  readonly resolved: readonly string[];
};

/** For some teams one escalation of each kind, worked through as people do, with all that it brings in Slack done. */
export async function workTemplates(engine: RunningEngine, workspace: string): Promise<Templates> {
  const templates = { unowned: [] as string[], owned: [] as string[], resolved: [] as string[] };
  for (const team of TEAMS.filter((_, index) => index % 3 === 0)) {
    for (const kind of ['unowned', 'owned', 'resolved'] as const) {
      const escalation = await openFor(engine, workspace, team, `#${kind}-${team}`);
      await engine.drain();
      const to = (by: string) => ({ workspace, escalation, by, kinds: { [by]: 'member' as const } });
      if (kind !== 'unowned') await work(engine, to(leadOf(team)), to(repOf(team)));
      if (kind === 'resolved') {
        const words = {
          fix: 'Rolled back',
          cause: 'A bad release',
          finalWord: 'It works again',
          over: 'email',
        } as const;
        await must(engine, { type: 'Resolve', ...to(leadOf(team)), ...words });
        await engine.drain();
      }
      templates[kind].push(escalation);
    }
  }
  return templates;
}

type To = {
  readonly workspace: string;
  readonly escalation: string;
  readonly by: string;
  readonly kinds: Kinds;
};

async function work(engine: RunningEngine, lead: To, rep: To): Promise<void> {
  await must(engine, { type: 'ClaimOwnership', ...lead });
  await must(engine, { type: 'AddNote', kind: 'tried', text: 'Looked at the logs', ...lead });
  const told = { text: 'We are on it', over: 'email', nextAt: Date.now() + 24 * HOUR } as const;
  await must(engine, { type: 'LogCustomerUpdate', ...rep, ...told });
  await engine.drain();
}
