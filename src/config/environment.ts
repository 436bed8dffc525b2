import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { LogLevel } from '../telemetry/log.ts';
import { type ROLES, type Variables, variables } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How Muster reaches Slack. Without credentials it brings its own: the sandbox. */
type SlackConfig =
  | { readonly mode: 'sandbox' }
  | {
      readonly mode: 'socket';
      readonly botToken: string;
      readonly appToken: string;
      readonly apiUrl?: string;
    }
  | {
      readonly mode: 'http';
      readonly botToken: string;
      readonly signingSecret: string;
      readonly apiUrl?: string;
    };

/** What this process is for: taking from Slack (web), timers and what is to be done in Slack (worker), or both. */
export type ProcessRole = (typeof ROLES)[number];

export type Config = {
  readonly role: ProcessRole;
  readonly slack: SlackConfig;
  /** Undefined: the embedded Postgres under the data folder. */
  readonly databaseUrl?: string;
  /** Undefined: the queue keeps its jobs in Postgres. */
  readonly redisUrl?: string;
  /** Of `/healthz` and, in HTTP mode, `/slack/events`. 0 takes any free one. */
  readonly port: number;
  /** The address to listen on; undefined: all of this machine's. */
  readonly host?: string;
  /** Through which Slack is reached. */
  readonly proxy?: { readonly url: string; readonly except: string };
  readonly sandboxPort: number;
  /** Absolute path of the YAML file with teams and playbooks. */
  readonly configFile: string;
  readonly logLevel: LogLevel;
  /** How often one person may do something in a minute, in one process. */
  readonly actsAMinute: number;
  /** Absolute path of the folder for everything that outlives the process on this machine. */
  readonly dataDir: string;
};

/** What a person has to put right before Muster can start: one sentence a line, without a stack trace. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The process's variables over those of `.env` in the folder. */
export function readEnvironment(folder: string): Environment {
  const file = resolve(folder, '.env');
  return { ...(existsSync(file) && parseEnv(readFileSync(file, 'utf8'))), ...process.env };
}

/** @throws ConfigError naming each variable that is wrong or missing, and what to do about it */
export function parseConfig(env: Environment, folder: string): Config {
  const given = givenIn(env);
  const parsed = variables.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message).join('\n'));
  const values = parsed.data;
  const slack = parseSlack(values);
  const { MUSTER_ROLE: role } = values;
  if (slack.mode === 'sandbox') checkSandbox(values, given);
  if (role !== 'all') checkShared(role, slack, values.DATABASE_URL);
  return {
    role,
    slack,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    port: values.PORT,
    host: values.HOST ?? (slack.mode === 'http' && role !== 'worker' ? undefined : '127.0.0.1'),
    ...(slack.mode === 'sandbox' ? {} : proxyOf(values)),
    sandboxPort: values.SANDBOX_PORT,
    configFile: resolve(folder, values.MUSTER_CONFIG),
    // Who tries the sandbox reads the page's address here, and no line for each step.
    logLevel: values.LOG_LEVEL ?? (slack.mode === 'sandbox' ? 'warn' : 'info'),
    actsAMinute: values.MUSTER_ACTS_A_MINUTE,
    dataDir: dataDirOf(folder),
  };
}

/**
 * The variables that have a value, without spaces and line breaks around it. In `.env` files "NAME=" is how people leave one
 * out; the proxy's are customary in small letters, too.
 */
function givenIn(env: Environment): Record<string, string> {
  const given = Object.entries(env).flatMap(([name, value]) => {
    const text = value?.trim();
    return text ? [[name, text] as const] : [];
  });
  const { https_proxy, no_proxy, ...others } = Object.fromEntries(given);
  return {
    ...(https_proxy === undefined ? {} : { HTTPS_PROXY: https_proxy }),
    ...(no_proxy === undefined ? {} : { NO_PROXY: no_proxy }),
    ...others,
  };
}

/** Only asked for where Slack is elsewhere: whoever tries the sandbox may have a proxy of any kind. */
function proxyOf({ HTTPS_PROXY, NO_PROXY = '' }: Variables): Pick<Config, 'proxy'> {
  if (HTTPS_PROXY === undefined) return {};
  if (URL.canParse(HTTPS_PROXY) && /^https?:$/.test(new URL(HTTPS_PROXY).protocol))
    return { proxy: { url: HTTPS_PROXY, except: NO_PROXY } };
  throw new ConfigError(
    'HTTPS_PROXY is not an address that starts with http:// or https://: write it like http://proxy:3128, or leave it out.',
  );
}

const CREDENTIALS = 'SLACK_BOT_TOKEN, with SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)';

/**
 * The sandbox stands in for Slack where somebody tries Muster, and nowhere else: in production it would look healthy
 * while nobody is served, and beside a database of one's own its people and escalations would end up among real ones.
 * @throws ConfigError
 */
function checkSandbox(
  { NODE_ENV, DATABASE_URL, MUSTER_ROLE, PORT, SANDBOX_PORT }: Variables,
  given: Environment,
): void {
  const ofSlack = Object.keys(given).find((name) => name.startsWith('SLACK_'));
  if (ofSlack !== undefined) {
    throw new ConfigError(
      `${ofSlack} is set, which Muster does not know, and there are no Slack credentials: set ${CREDENTIALS}, or leave ${ofSlack} out to try the sandbox.`,
    );
  }
  if (isProduction(NODE_ENV)) {
    throw new ConfigError(
      `NODE_ENV is ${NODE_ENV}, where there is no sandbox, and there are no Slack credentials: set ${CREDENTIALS}.`,
    );
  }
  if (DATABASE_URL !== undefined && MUSTER_ROLE === 'all') {
    throw new ConfigError(
      `DATABASE_URL is set, but there are no Slack credentials, and the sandbox keeps to a database of its own: set ${CREDENTIALS}, or leave DATABASE_URL out to try the sandbox.`,
    );
  }
  if (PORT === SANDBOX_PORT && PORT !== 0) {
    throw new ConfigError(`PORT and SANDBOX_PORT are both ${PORT}: give one of them another number.`);
  }
}

/** However it is written: taken for something else it would let the sandbox in. */
function isProduction(nodeEnv: string | undefined): boolean {
  return nodeEnv !== undefined && /^\s*prod(uction)?\s*$/i.test(nodeEnv);
}

/**
 * The part of it that a command needs which only looks at what is stored.
 * @throws ConfigError as `parseConfig` does
 */
export function parseDatabase(
  { DATABASE_URL }: Environment,
  folder: string,
): Pick<Config, 'databaseUrl' | 'dataDir'> {
  const parsed = variables.pick({ DATABASE_URL: true }).safeParse(givenIn({ DATABASE_URL }));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message).join('\n'));
  return { databaseUrl: parsed.data.DATABASE_URL, dataDir: dataDirOf(folder) };
}

function dataDirOf(folder: string): string {
  return resolve(folder, '.muster');
}

/** @throws ConfigError when a process that is one of several would have a database or a Slack of its own */
function checkShared(role: ProcessRole, slack: SlackConfig, databaseUrl: string | undefined): void {
  const missing = [
    ...(slack.mode === 'sandbox' ? ['SLACK_BOT_TOKEN'] : []),
    ...(databaseUrl === undefined ? ['DATABASE_URL'] : []),
  ];
  if (missing.length === 0) return;
  throw new ConfigError(
    `MUSTER_ROLE is ${role}, which shares its work with other processes, but ${missing.join(' and ')} is not set: set it, or leave MUSTER_ROLE out.`,
  );
}

function parseSlack(values: Variables): SlackConfig {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = values;
  const apiUrl = values.SLACK_API_URL;
  const orTry = (out: string) =>
    isProduction(values.NODE_ENV) ? '' : `, or leave ${out} out to try the sandbox`;
  if (!botToken) {
    const set = (['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'] as const).find(
      (name) => values[name],
    );
    if (!set) return { mode: 'sandbox' };
    throw new ConfigError(`${set} is set, but SLACK_BOT_TOKEN is not: set it too${orTry('both')}.`);
  }
  if (apiUrl !== undefined && !isPrivate(apiUrl)) {
    throw new ConfigError(
      'SLACK_API_URL starts with http://, and tokens would travel unencrypted: make it https://, which only this machine itself may do without.',
    );
  }
  if (appToken) return { mode: 'socket', botToken, appToken, apiUrl };
  if (signingSecret) return { mode: 'http', botToken, signingSecret, apiUrl };
  throw new ConfigError(
    `SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is: set one of them too${orTry('the token')}.`,
  );
}

/** Whether nobody between here and there can read along. */
function isPrivate(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return (
    protocol !== 'http:' ||
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
