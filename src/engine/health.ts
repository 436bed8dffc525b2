import pTimeout from 'p-timeout';
import { type Instant, SECOND } from '../domain/kernel/time.ts';
import type { Audit } from '../store/audit.ts';
import type { Reader } from '../store/client.ts';
import { isReadOnly } from '../store/is-read-only.ts';
import type { Outage } from '../store/outages.ts';
import type { Engine } from './engine.ts';

/** What the auditor last found, null before it could check, and when it last found nothing amiss. */
export type Audited = { readonly found: Audit | null; readonly beatAt: Instant | null };

/** What a process knows of itself and of what it depends on. Null means well, a text says what is wrong. */
export type Vitals = {
  readonly now: Instant;
  readonly database: string | null;
  readonly queue: string | null;
  /** Undefined in a process that takes nothing from Slack. */
  readonly slack?: string | null | undefined;
  /** When the database was last swept to the end, null before the first time; undefined where nobody sweeps. */
  readonly sweptAt?: Instant | null | undefined;
  readonly audited: Audited;
  /** Workspaces in which Slack takes nothing from Muster. */
  readonly outages?: readonly Outage[];
};

/** What a problem is about. */
export type Part = 'database' | 'queue' | 'slack' | 'sweep' | 'work';
type Problem = readonly [part: Part, sentence: string];

export type Readiness = {
  readonly isReady: boolean;
  /** What is wrong, a sentence each, with what that is about. */
  readonly about: readonly Problem[];
  readonly problems: readonly string[];
  readonly sweepAgeMs: number | null;
  /** Since the auditor last found nothing amiss. */
  readonly heartbeatAgeMs: number | null;
};

/** A sweep comes every second or two. */
const SWEEP_MS = 10 * SECOND;
/** The auditor looks every five seconds. */
const HEARTBEAT_MS = 30 * SECOND;
const PROBE_MS = 2 * SECOND;

/** Whether a process can do its work now, and what is wrong if it cannot. */
export function readiness(vitals: Vitals): Readiness {
  const { now, database, queue, slack, sweptAt, audited, outages = [] } = vitals;
  const about: Problem[] = [];
  if (database !== null) about.push(['database', `The database cannot be used: ${database}.`]);
  if (queue !== null) about.push(['queue', `The queue takes no jobs: ${queue}.`]);
  if (slack != null) about.push(['slack', `Slack is not connected: ${slack}.`]);
  about.push(...outages.map((one): Problem => ['slack', describeOutage(one)]));
  const sweepAgeMs = ageOf(sweptAt, now);
  if (sweptAt === null) about.push(['sweep', 'The database has not been swept yet.']);
  else if (sweepAgeMs !== null && sweepAgeMs > SWEEP_MS)
    about.push(['sweep', `The last sweep was ${seconds(sweepAgeMs)} ago.`]);
  about.push(...undone(audited).map((one): Problem => ['work', one]));
  const heartbeatAgeMs = ageOf(audited.beatAt, now);
  if (heartbeatAgeMs !== null && heartbeatAgeMs > HEARTBEAT_MS)
    about.push(['work', `All was last known to be well ${seconds(heartbeatAgeMs)} ago.`]);
  const problems = about.map(([, sentence]) => sentence);
  return { isReady: problems.length === 0, about, problems, sweepAgeMs, heartbeatAgeMs };
}

function describeOutage({ workspace, since, reason }: Outage): string {
  const time = `${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `Slack takes nothing from Muster in ${workspace} since ${time} (${reason}): what is to be done there waits.`;
}

function undone({ found }: Audited): string[] {
  if (found === null) return ['It has not been checked yet whether work lies undone.'];
  const problems: string[] = [];
  const { overdueTimers, stuckEscalations } = found;
  if (overdueTimers > 0) problems.push(`Timers that are due and nobody fires: ${overdueTimers}.`);
  if (stuckEscalations > 0)
    problems.push(`Escalations that wait for Slack with nobody at them: ${stuckEscalations}.`);
  return problems;
}

function ageOf(at: Instant | null | undefined, now: Instant): number | null {
  return at == null ? null : Math.max(0, now - at);
}

function seconds(ms: number): string {
  return `${Math.round(ms / SECOND)} s`;
}

/** Asks what can only be known by asking; each answer within two seconds. */
export async function probe({ db, notifier }: Engine): Promise<Pick<Vitals, 'database' | 'queue'>> {
  const [database, queue] = await Promise.all([reasonOf(writable(db)), reasonOf(notifier.probe())]);
  return { database, queue };
}

/** A database that has become a replica, say, answers and is of no use. */
async function writable(reader: Reader): Promise<void> {
  if (await isReadOnly(reader)) throw new Error('it refuses writes');
}

/** Null when the work succeeds in time. */
async function reasonOf(work: Promise<unknown>): Promise<string | null> {
  const done = work.then(
    () => null,
    (error: Error) => lastLine(error.message) || error.name,
  );
  return pTimeout(done, { milliseconds: PROBE_MS, fallback: () => 'no answer within 2 s' });
}

/** Prisma's messages end with what matters. */
function lastLine(message: string): string {
  return message.trim().split('\n').at(-1)?.replace(/\.$/, '') ?? '';
}
