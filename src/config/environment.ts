import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { LOG_LEVELS, type LogLevel } from '../telemetry/log.ts';

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

const ROLES = ['web', 'worker', 'all'] as const;
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
  // In `.env` files "NAME=" is how people leave a variable out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = variables.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message).join('\n'));
  const values = parsed.data;
  const slack = parseSlack(values);
  const { MUSTER_ROLE: role } = values;
  if (slack.mode === 'sandbox') checkSandbox(values);
  if (role !== 'all') checkShared(role, slack, values.DATABASE_URL);
  return {
    role,
    slack,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    port: values.PORT,
    sandboxPort: values.SANDBOX_PORT,
    configFile: resolve(folder, values.MUSTER_CONFIG),
    // Who tries the sandbox reads the page's address here, and no line for each step.
    logLevel: values.LOG_LEVEL ?? (slack.mode === 'sandbox' ? 'warn' : 'info'),
    actsAMinute: values.MUSTER_ACTS_A_MINUTE,
    dataDir: dataDirOf(folder),
  };
}

type Variables = z.infer<typeof variables>;

const CREDENTIALS = 'SLACK_BOT_TOKEN, with SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)';

/**
 * The sandbox stands in for Slack where somebody tries Muster, and nowhere else: in production it would look healthy
 * while nobody is served, and beside a database of one's own its people and escalations would end up among real ones.
 * @throws ConfigError
 */
function checkSandbox({ NODE_ENV, DATABASE_URL, MUSTER_ROLE, PORT, SANDBOX_PORT }: Variables): void {
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
  const parsed = variables
    .pick({ DATABASE_URL: true })
    .safeParse(DATABASE_URL?.trim() ? { DATABASE_URL } : {});
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

const variables = z.object({
  NODE_ENV: z.string().optional(),
  MUSTER_ROLE: z
    .enum(ROLES, {
      error: ({ input }) => `MUSTER_ROLE is "${input}": make it web, worker or all.`,
    })
    .default('all'),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(
      /^(xoxe\.)?xoxb-/,
      'SLACK_BOT_TOKEN does not start with "xoxb-": copy the Bot User OAuth Token from your app\'s page, OAuth & Permissions.',
    )
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(
      /^xapp-/,
      'SLACK_APP_TOKEN does not start with "xapp-": create an app-level token with the scope connections:write on your app\'s page, Basic Information.',
    )
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_API_URL: url('SLACK_API_URL', ['http', 'https'], 'https://slack.com/api/').optional(),
  DATABASE_URL: url(
    'DATABASE_URL',
    ['postgres', 'postgresql'],
    'postgresql://user:password@host:5432/muster',
  ).optional(),
  REDIS_URL: url('REDIS_URL', ['redis', 'rediss'], 'redis://host:6379').optional(),
  PORT: port('PORT', 3000),
  SANDBOX_PORT: port('SANDBOX_PORT', 3001),
  MUSTER_CONFIG: z.string().default('muster.yml'),
  MUSTER_ACTS_A_MINUTE: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, {
      error: ({ input }) =>
        `MUSTER_ACTS_A_MINUTE is "${input}": make it a whole number from 1 on, or leave it out for 300.`,
    })
    .transform(Number)
    .default(300),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, {
      error: ({ input }) => `LOG_LEVEL is "${input}": make it one of ${LOG_LEVELS.join(', ')}.`,
    })
    .optional(),
});

function url(name: string, schemes: readonly string[], example: string): z.ZodString {
  return z.string().refine(
    (text) => {
      return URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));
    },
    `${name} is not an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}: write it like ${example}`,
  );
}

function port(
  name: string,
  otherwise: number,
): z.ZodDefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>> {
  const message = (input: unknown): string =>
    `${name} is "${input}": make it a whole number from 1 to 65535, or leave it out for ${otherwise}.`;
  return z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) <= 65_535, { error: ({ input }) => message(input) })
    .transform(Number)
    .default(otherwise);
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
  if (appToken) return { mode: 'socket', botToken, appToken, apiUrl };
  if (signingSecret) return { mode: 'http', botToken, signingSecret, apiUrl };
  throw new ConfigError(
    `SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is: set one of them too${orTry('the token')}.`,
  );
}
