import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Application, createApplication } from '../../../src/boot/application.ts';
import { parseConfigFile } from '../../../src/config/file.ts';
import type { Severity } from '../../../src/domain/kernel/playbook.ts';
import { HOUR } from '../../../src/domain/kernel/time.ts';
import { dispatch } from '../../../src/engine/dispatch.ts';
import { noLimits, slackLimits } from '../../../src/engine/rate-limits.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import type { Log } from '../../../src/telemetry/log.ts';
import type { TestDatabase } from '../../support/copy-database.ts';

export const readProjectFile = (name: string) =>
  readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

/** For a process of Muster's own on this database; Slack's settings come from the caller. */
export function musterSettings(databaseUrl: string): Record<string, string> {
  const config = fileURLToPath(new URL('../../../muster.yml', import.meta.url));
  return {
    MUSTER_ROLE: 'all',
    DATABASE_URL: databaseUrl,
    MUSTER_CONFIG: config,
    PORT: '0',
    LOG_LEVEL: 'fatal',
    // Three people do here what hundreds do elsewhere.
    MUSTER_ACTS_A_MINUTE: '100000000',
  };
}

/** Muster as it ships, at work in this process, in front of a Slack of its own. */
export type Muster = {
  readonly sandbox: Sandbox;
  readonly context: Application;
  /** Opens an escalation as a rep does, Riley unless said otherwise; returns its id. */
  open(ticket: string, how?: { readonly by?: string; readonly severity?: Severity }): Promise<string>;
  /** Resolves once nothing is left to do in Slack. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * @param say is told what Muster logs as wrong: on a machine that is too busy its transactions time out and are tried again.
 * @param rateLimits whether that Slack has its limits, and Muster keeps to them
 */
export async function startMuster(
  database: TestDatabase,
  say: (line: string) => void,
  rateLimits = false,
): Promise<Muster> {
  const sandbox = await startSandbox({ manifest: readProjectFile('manifest.yml'), rateLimits });
  const { botToken, appToken, apiUrl, workspaceId } = sandbox;
  const file = parseConfigFile(readProjectFile('muster.yml'), 'muster.yml');
  const context = createApplication({
    databaseUrl: database.url,
    slack: { mode: 'socket', botToken, appToken, apiUrl },
    roster: file,
    channelPattern: file.channelName,
    log: logTo(say),
    rateLimits: rateLimits ? slackLimits : noLimits,
  });
  await context.start();
  await sandbox.until(() => sandbox.connections() > 0);
  return {
    sandbox,
    context,
    async open(ticket, { by = 'riley', severity = 'SEV2' } = {}) {
      const answer = await dispatch(context.engine, {
        type: 'OpenEscalation',
        workspace: workspaceId,
        by: sandbox.person(by).id,
        kinds: { [sandbox.person(by).id]: 'member' },
        customer: 'Globex',
        ticket,
        problem: 'Refunds fail at the till',
        tried: 'Restarted the till',
        outcome: 'Refunds go through again',
        playbook: 'payment-failure',
        severity,
        teams: ['payments'],
        people: [],
        promisedAt: Date.now() + 4 * HOUR,
        isPrivate: false,
      });
      if (answer.kind === 'refused') throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
      return answer.escalation.id;
    },
    async idle() {
      const live = { state: { in: ['pending' as const, 'running' as const] } };
      while ((await database.db.effect.count({ where: live })) > 0) await sleep(50);
      await context.whenIdle();
    },
    async stop() {
      await context.stop();
      await sandbox.stop();
    },
  };
}

function logTo(say: (line: string) => void): Log {
  const note = (facts: object, message: string) => say(`  Muster: ${message} ${JSON.stringify(facts)}`);
  return { debug: () => {}, info: () => {}, warn: note, error: note };
}
