import { type Config, ConfigError } from '../config/environment.ts';
import type { ConfigFile } from '../config/file.ts';
import type { SlackConfig } from '../slack/app.ts';
import type { Log } from '../telemetry/log.ts';
import { type Application, createApplication } from './application.ts';
import type { Running } from './lifecycle.ts';
import { createReadiness, type Found } from './readiness.ts';
import { need, type Shared } from './shared.ts';
import { findOldTimeZones } from './time-zones.ts';

/** Starts the app itself, and lets requests in over the web server while it runs. */
export async function startApp(
  config: Config,
  file: ConfigFile,
  shared: Partial<Shared>,
  log: Log,
): Promise<Running> {
  const slack = need(shared.slack);
  const web = need(shared.web);
  const { channel, managers, teams, playbooks } = file;
  const application = createApplication({
    role: config.role,
    databaseUrl: need(shared.databaseUrl),
    redisUrl: config.redisUrl,
    slack,
    roster: { channel, managers, teams, playbooks },
    channelPattern: file.channelName,
    actsAMinute: config.actsAMinute,
    log,
  });
  const stop = async (): Promise<void> => {
    web.pause();
    await application.stop();
  };
  const oldTimeZones = findOldTimeZones();
  const warnings = oldTimeZones === undefined ? [] : [oldTimeZones];
  try {
    for (const warning of [...warnings, ...(await application.start())]) log.warn({}, withoutNames(warning));
  } catch (error) {
    await stop().catch((err) => log.debug({ err }, 'could not stop what had not started'));
    throw explainSlack(error, slack);
  }
  web.serve({
    requests: config.role === 'worker' ? null : application.app.requests,
    readiness: createReadiness(() => look(application, oldTimeZones), log),
  });
  return { says: howItWorks(config, slack), stop };
}

/** Addresses of the configuration file, so that whoever wrote it still knows whom it means: n…@acme.example. */
function withoutNames(warning: string): string {
  const words = warning.split(' ').map((word) => {
    const at = word.indexOf('@');
    return at <= 0 ? word : `${word[0]}…${word.slice(at)}`;
  });
  return words.join(' ');
}

async function look(application: Application, oldTimeZones: string | undefined): Promise<Found> {
  const found = await application.readiness();
  const clock = application.clockTrouble();
  return {
    isReady: found.isReady && clock?.isRefusing !== true,
    about: [
      ...found.about,
      ...(clock === null ? [] : [['clock', clock.sentence] as const]),
      ...(oldTimeZones === undefined ? [] : [['time zones', oldTimeZones] as const]),
    ],
  };
}

function howItWorks({ role }: Config, { mode }: SlackConfig): string {
  if (role === 'worker') return 'at work, as one of several processes';
  const how = mode === 'http' ? 'waiting for Slack at /slack/events' : 'connected over Socket Mode';
  return role === 'web' ? `${how}, leaving the work to workers` : how;
}

const refusedCredentials = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
];

/** What to do when Slack cannot be had at the start; other errors pass unchanged. */
function explainSlack(error: unknown, slack: SlackConfig): unknown {
  const { code, data, original } = error as {
    code?: string;
    data?: { error?: string; needed?: string };
    original?: NodeJS.ErrnoException;
  };
  const reason = data?.error ?? '';
  if (refusedCredentials.includes(reason)) {
    const names = slack.mode === 'socket' ? 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN' : 'SLACK_BOT_TOKEN';
    return new ConfigError(
      `Slack refuses the credentials (${reason}): copy ${names} again from your app's page.`,
    );
  }
  if (reason === 'missing_scope' || reason === 'not_allowed_token_type') {
    const lacking = data?.needed ? ` (${data.needed})` : '';
    return new ConfigError(
      `A token of the app lacks a scope${lacking}: paste manifest.yml into your app's page once more and reinstall the app.`,
    );
  }
  if (code === 'slack_webapi_request_error') {
    const where = slack.apiUrl ?? 'https://slack.com/api/';
    const what = slack.apiUrl === undefined ? 'this machine can reach it' : 'SLACK_API_URL';
    return new ConfigError(
      `Slack does not answer at ${where} (${original?.code ?? original?.message ?? code}): check ${what}.`,
    );
  }
  return error;
}
