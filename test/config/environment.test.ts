import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, type Environment, parseConfig, readEnvironment } from '../../src/config/environment.ts';

const db = 'postgresql://me@db/muster';
const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };

describe('without any variable', () => {
  test('Muster brings its own Slack, database and queue', () => {
    expect(parseConfig({}, '/home/me/muster')).toEqual({
      role: 'all',
      slack: { mode: 'sandbox' },
      port: 3000,
      sandboxPort: 3001,
      configFile: '/home/me/muster/muster.yml',
      logLevel: 'warn',
      actsAMinute: 300,
      dataDir: '/home/me/muster/.muster',
    });
  });

  test('an empty variable counts as left out', () => {
    expect(parseConfig({ SLACK_BOT_TOKEN: '', PORT: ' ' }, '/')).toEqual(parseConfig({}, '/'));
  });
});

describe('with Slack credentials', () => {
  test('an app token means Socket Mode', () => {
    expect(parseConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1' }, '/').slack).toEqual({
      mode: 'socket',
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
    });
  });

  test('a signing secret means HTTP, at another address if one is given', () => {
    const env = { ...bot, SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'http://localhost:1/api/' };
    expect(parseConfig(env, '/').slack).toEqual({
      mode: 'http',
      botToken: 'xoxb-1',
      signingSecret: 's',
      apiUrl: 'http://localhost:1/api/',
    });
  });

  test('with both, Socket Mode is used', () => {
    const env = { ...bot, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' };
    expect(parseConfig(env, '/').slack.mode).toBe('socket');
  });
});

test.each(['production', 'development', 'test'])(
  'with NODE_ENV=%s credentials and a database are taken',
  (NODE_ENV) => {
    const env = { ...bot, SLACK_APP_TOKEN: 'xapp-1', DATABASE_URL: db, SANDBOX_PORT: '3001', NODE_ENV };
    expect(parseConfig(env, '/')).toMatchObject({ slack: { mode: 'socket' }, databaseUrl: db });
  },
);

describe('what is wrong is said in one sentence that names the variable', () => {
  const cases: [string, Environment, string][] = [
    ['a bot token alone', bot, 'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor'],
    [
      'an app token alone',
      { SLACK_APP_TOKEN: 'xapp-1' },
      'SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not',
    ],
    [
      'a signing secret alone',
      { SLACK_SIGNING_SECRET: 's' },
      'SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN',
    ],
    [
      'an API address alone',
      { SLACK_API_URL: 'http://x/' },
      'SLACK_API_URL is set, but SLACK_BOT_TOKEN is not',
    ],
    ['a user token', { SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN does not start with "xoxb-": copy'],
    [
      'a bot token as app token',
      { ...bot, SLACK_APP_TOKEN: 'xoxb-1' },
      'SLACK_APP_TOKEN does not start with',
    ],
    [
      'a database of another kind',
      { DATABASE_URL: 'mysql://x/y' },
      'DATABASE_URL is not an address that starts',
    ],
    ['a Redis without a scheme', { REDIS_URL: 'localhost:6379' }, 'REDIS_URL is not an address that starts'],
    ['a port in words', { PORT: 'http' }, 'PORT is "http": make it a whole number from 1 to 65535'],
    [
      'no number of acts',
      { MUSTER_ACTS_A_MINUTE: '0' },
      'MUSTER_ACTS_A_MINUTE is "0": make it a whole number',
    ],
    ['a port too high', { SANDBOX_PORT: '70000' }, 'SANDBOX_PORT is "70000": make it a whole number'],
    [
      'production without Slack credentials',
      { NODE_ENV: 'production' },
      'NODE_ENV is production, where there is no sandbox, and there are no Slack credentials: set SLACK_BOT_TOKEN, with',
    ],
    [
      'production with empty ones',
      { NODE_ENV: 'Prod', SLACK_BOT_TOKEN: '' },
      'there are no Slack credentials',
    ],
    [
      'production beside a database without them',
      { NODE_ENV: 'production', DATABASE_URL: db },
      'NODE_ENV is prod',
    ],
    [
      'the sandbox beside a database',
      { DATABASE_URL: db },
      'DATABASE_URL is set, but there are no Slack credentials, and the sandbox keeps to a database of its own: set',
    ],
    [
      'the sandbox beside a database in development',
      { NODE_ENV: 'development', DATABASE_URL: db },
      'or leave DATABASE_URL out to try the sandbox',
    ],
    [
      'one port for two things',
      { PORT: '4000', SANDBOX_PORT: '4000' },
      'PORT and SANDBOX_PORT are both 4000',
    ],
    [
      'a log level of our own',
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL is "loud": make it one of trace, debug, info',
    ],
  ];
  test.each(cases)('%s', (_, env, sentence) => {
    expect(() => parseConfig(env, '/')).toThrow(ConfigError);
    expect(() => parseConfig(env, '/')).toThrow(sentence);
  });

  test.each([bot, { SLACK_SIGNING_SECRET: 's' }])('production is not told to try the sandbox: %j', (half) => {
    const refused = () => parseConfig({ NODE_ENV: 'production', ...half }, '/');
    expect(refused).toThrow(/^SLACK_\w+ is set, but/);
    expect(refused).not.toThrow(/sandbox/);
  });

  test('several wrong variables are all named', () => {
    expect(() => parseConfig({ PORT: 'x', LOG_LEVEL: 'y' }, '/')).toThrow(/PORT is "x".*\nLOG_LEVEL is "y"/);
  });

  test('secrets are not repeated', () => {
    const env = { SLACK_BOT_TOKEN: 'secret-1', SLACK_APP_TOKEN: 'secret-2', DATABASE_URL: 'secret-3' };
    const refused = () => parseConfig(env, '/');
    expect(refused).toThrow(/DATABASE_URL/);
    expect(refused).not.toThrow(/secret/);
  });
});

test('.env is read, and variables of the environment win over it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-env-'));
  await writeFile(join(folder, '.env'), 'MUSTER_TEST_ONLY_HERE="in the file"\nPATH=in the file\n');
  const env = readEnvironment(folder);
  await rm(folder, { recursive: true });
  expect(env.MUSTER_TEST_ONLY_HERE).toBe('in the file');
  expect(env.PATH).toBe(process.env.PATH);
});

describe('MUSTER_ROLE', () => {
  const shared = { ...bot, SLACK_APP_TOKEN: 'xapp-1', DATABASE_URL: 'postgresql://me@db/muster' };

  test.each(['web', 'worker', 'all'])('may be %s', (MUSTER_ROLE) => {
    expect(parseConfig({ ...shared, MUSTER_ROLE }, '/').role).toBe(MUSTER_ROLE);
  });

  test('is refused when it is none of these', () => {
    expect(() => parseConfig({ MUSTER_ROLE: 'boss' }, '/')).toThrow('make it web, worker or all');
  });

  test('is refused for one of several processes with a database or a Slack of its own', () => {
    expect(() => parseConfig({ MUSTER_ROLE: 'worker' }, '/')).toThrow(/SLACK_BOT_TOKEN and DATABASE_URL/);
    expect(() => parseConfig({ ...shared, DATABASE_URL: '', MUSTER_ROLE: 'web' }, '/')).toThrow(
      /but DATABASE_URL is not set/,
    );
  });
});
