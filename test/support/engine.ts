import type { Kinds } from '../../src/domain/kernel/people.ts';
import { HOUR, type Instant, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Answer } from '../../src/engine/answer.ts';
import { createEngine, type EngineOptions, type RunningEngine } from '../../src/engine/create.ts';
import { dispatch } from '../../src/engine/dispatch.ts';
import type { JobNotifier } from '../../src/engine/job-notifier.ts';
import type { OpenRequest, Request } from '../../src/engine/request.ts';
import { rememberLinesChannel } from '../../src/store/lines-channel.ts';
import { applyRoster, nameWorkspace, type Roster } from '../../src/store/roster/apply.ts';
import type { Log } from '../../src/telemetry/log.ts';
import type { TestDatabase } from './database.ts';
import { createSlackRecorder, type SlackRecorder } from './slack-recorder.ts';

export const WORKSPACE = 'T0001';
export const START: Instant = Date.UTC(2026, 5, 1, 9, 0, 0);
const LINES_CHANNEL = 'CLINES';

export const REP = 'UREP';
export const DANA = 'UDANA';
export const LEE = 'ULEE';
export const SAM = 'USAM';
export const KIM = 'UKIM';
export const MORGAN = 'UMORGAN';

/** All of them, as members of the workspace. */
const MEMBERS: Kinds = Object.fromEntries([REP, DANA, LEE, SAM, KIM, MORGAN].map((id) => [id, 'member']));

/** Dana leads Payments with Sam, Lee leads Platform with Kim, Morgan manages. */
export const ROSTER: Roster = {
  managers: [MORGAN],
  teams: [
    { key: 'payments', name: 'Payments', skills: ['payments'], leads: [DANA], members: [SAM] },
    { key: 'platform', name: 'Platform', skills: ['platform'], leads: [LEE], members: [KIM] },
  ],
  playbooks: [
    {
      key: 'outage',
      trigger: 'Outage or data loss',
      kind: 'functional',
      severity: 'SEV1',
      teams: ['payments'],
      cadence: { SEV1: 30 * MINUTE, SEV2: 2 * HOUR, SEV3: 24 * HOUR, SEV4: 48 * HOUR },
      claimWithin: 10 * MINUTE,
      outcome: 'Service restored, customer told why it happened',
    },
  ],
};

export const silentNotifier: JobNotifier = {
  notify: () => {},
  start: async () => [],
  probe: async () => {},
  stop: async () => {},
};
const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export type Bench = {
  readonly engine: RunningEngine;
  readonly slack: SlackRecorder;
  /** The time, to be set. */
  readonly clock: { now: Instant };
  /** Another process on the same database, the same Slack and the same clock. */
  readonly another: (options?: Partial<EngineOptions>) => RunningEngine;
};

/** As if nobody had ever escalated there. */
export async function forgetEscalations({ db }: TestDatabase): Promise<void> {
  await db.$executeRaw`
    TRUNCATE "Event", "Escalation", "Timer", "Effect", "Post", "Inbox", "Counter", "Budget" CASCADE`;
}

/** An engine on a database with one workspace and `ROSTER`, whose clock stands at `START` until somebody sets it. */
export async function bench(database: TestDatabase, roster: Roster = ROSTER): Promise<Bench> {
  await nameWorkspace(database.db, WORKSPACE, 'Acme Support');
  await applyRoster(database.db, WORKSPACE, roster);
  await rememberLinesChannel(database.db, WORKSPACE, LINES_CHANNEL);
  const clock = { now: START };
  const slack = createSlackRecorder();
  const another = (options: Partial<EngineOptions> = {}) =>
    createEngine({
      databaseUrl: database.url,
      db: database.db,
      gateway: slack.gateway,
      log: silentLog,
      channelPattern: 'esc-{number}-{customer}-{title}',
      now: () => clock.now,
      notifier: silentNotifier,
      ...options,
    });
  return { engine: another(), slack, clock, another };
}

export function opening(changes: Partial<OpenRequest> = {}): OpenRequest {
  return {
    type: 'OpenEscalation',
    workspace: WORKSPACE,
    by: REP,
    kinds: { ...MEMBERS, ...membersOf([changes.by ?? REP, ...(changes.people ?? [])]) },
    customer: 'Globex',
    ticket: '#4711',
    problem: 'Payments fail at checkout',
    tried: 'Restarted the gateway',
    outcome: 'Payments go through again',
    playbook: 'outage',
    severity: 'SEV1',
    teams: ['payments'],
    people: [],
    promisedAt: START + HOUR,
    isPrivate: false,
    ...changes,
  };
}

/** Opens an escalation and answers its id. */
export async function open(engine: RunningEngine, changes: Partial<OpenRequest> = {}): Promise<string> {
  return doneOf(await dispatch(engine, opening(changes))).escalation.id;
}

/** Dispatches what must not be refused. */
export async function must(engine: RunningEngine, request: Request) {
  return doneOf(await dispatch(engine, request));
}

function doneOf(answer: Answer): Extract<Answer, { kind: 'done' }> {
  if (answer.kind === 'refused') throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
  return answer;
}

/** @param people whom the request names beside those of the roster */
export function to(escalation: string, by: string | null, people: readonly string[] = []) {
  const kinds = { ...MEMBERS, ...membersOf(by === null ? people : [by, ...people]) };
  return { workspace: WORKSPACE, escalation, by, kinds };
}

function membersOf(people: readonly string[]): Kinds {
  return Object.fromEntries(people.map((id) => [id, 'member']));
}

/** Slack tells that somebody left the swarm's channel, which is there by then. */
export async function leave(engine: RunningEngine, escalation: string, person: string): Promise<void> {
  const row = await engine.db.escalation.findUniqueOrThrow({ where: { id: escalation } });
  const channel = row.channelId ?? `C${row.number}`;
  if (row.channelId === null) {
    await must(engine, {
      type: 'RecordChannel',
      channel,
      name: `esc-${row.number}`,
      ...to(escalation, null),
    });
  }
  await must(engine, { type: 'LeaveSwarm', channel, ...to(escalation, person) });
}
