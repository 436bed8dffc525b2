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
      host: '127.0.0.1',
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

describe('what surrounds a value', () => {
  test.each(['SLACK_SIGNING_SECRET', 'DATABASE_URL'] as const)(
    'a line break at the end of %s is taken off',
    (name) => {
      const env = { ...bot, SLACK_SIGNING_SECRET: 'abc', DATABASE_URL: db };
      const config = parseConfig({ ...env, SLACK_BOT_TOKEN: 'xoxb-1\n', [name]: ` ${env[name]}\r\n` }, '/');
      expect(config.slack).toEqual({ mode: 'http', botToken: 'xoxb-1', signingSecret: 'abc' });
      expect(config.databaseUrl).toBe(db);
    },
  );

  test.each([
    ['SLACK_BOT_TOKEN', 'xoxb-1\n2'],
    ['SLACK_APP_TOKEN', 'xapp-1 2'],
    ['SLACK_SIGNING_SECRET', 'ab\u200bc'],
    ['SLACK_API_URL', 'https://slack.com\n/api/'],
    ['DATABASE_URL', 'postgresql://me@d b/muster'],
    ['REDIS_URL', 'redis://ho\tst:6379'],
  ])('something odd within %s is refused', (name, value) => {
    expect(() => parseConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1', [name]: value }, '/')).toThrow(
      `${name} has a space, a line break or a character within`,
    );
  });
});

describe('SLACK_API_URL', () => {
  const at = (SLACK_API_URL: string) =>
    parseConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL }, '/').slack;

  test.each([
    'http://localhost:1/api/',
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
    'https://slack.example/api/',
  ])('may be %s', (url) => expect(at(url)).toMatchObject({ apiUrl: url }));

  test.each([
    'http://slack.com/api/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'http://10.0.0.1/',
  ])('may not be %s, where tokens would travel unencrypted', (url) =>
    expect(() => at(url)).toThrow(/^SLACK_API_URL starts with http:\/\//),
  );

  test('gets the slash that Slack’s client needs at its end', () => {
    expect(at('https://slack.example/api')).toMatchObject({ apiUrl: 'https://slack.example/api/' });
  });
});

describe('?schema= in DATABASE_URL', () => {
  const at = (query: string) =>
    parseConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1', DATABASE_URL: `${db}${query}` }, '/').databaseUrl;

  test('is refused, since two installations would share what each takes for its own', () => {
    expect(() => at('?schema=b')).toThrow(
      /^DATABASE_URL names a schema, and Muster uses public: leave \?schema= out/,
    );
    expect(() => at('?sslmode=require&schema=b')).toThrow(/names a schema/);
  });

  test.each(['', '?sslmode=require', '?schema=public'])('is not minded: "%s"', (query) => {
    expect(at(query)).toBe(`${db}${query}`);
  });
});

describe('where Muster listens', () => {
  const socket = { ...bot, SLACK_APP_TOKEN: 'xapp-1' };
  const http = { ...bot, SLACK_SIGNING_SECRET: 's' };

  test('is this machine alone, unless Slack calls it', () => {
    expect(parseConfig({}, '/').host).toBe('127.0.0.1');
    expect(parseConfig(socket, '/').host).toBe('127.0.0.1');
    expect(parseConfig(http, '/').host).toBeUndefined();
    expect(parseConfig({ ...http, MUSTER_ROLE: 'worker', DATABASE_URL: db }, '/').host).toBe('127.0.0.1');
  });

  test.each(['0.0.0.0', '::', '10.0.0.5', 'localhost'])('is %s when HOST says so', (HOST) => {
    expect(parseConfig({ ...socket, HOST }, '/').host).toBe(HOST);
    expect(parseConfig({ ...http, HOST }, '/').host).toBe(HOST);
  });

  test('is no name', () => {
    expect(() => parseConfig({ HOST: 'x86_64-linux-gnu' }, '/')).toThrow(
      /^HOST is "x86_64-linux-gnu": make it an IP/,
    );
  });
});

describe('HTTPS_PROXY', () => {
  const proxyOf = (env: Environment) => parseConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1', ...env }, '/').proxy;

  test('is taken with what NO_PROXY excepts, in capitals or not', () => {
    const proxy = { url: 'http://proxy:3128', except: 'a.example' };
    expect(proxyOf({ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'a.example' })).toEqual(proxy);
    expect(proxyOf({ https_proxy: 'http://proxy:3128', no_proxy: 'a.example' })).toEqual(proxy);
    expect(proxyOf({})).toBeUndefined();
  });

  test('is refused when it is no proxy’s address, and not looked at by the sandbox', () => {
    expect(() => proxyOf({ HTTPS_PROXY: 'socks5://x' })).toThrow(
      /^HTTPS_PROXY is not an address that starts with http/,
    );
    expect(parseConfig({ HTTPS_PROXY: 'socks5://x' }, '/').proxy).toBeUndefined();
  });
});

test.each(['SLACK_TOKEN', 'SLACK_CLIENT_SECRET'])('the sandbox does not start with %s set', (name) => {
  expect(() => parseConfig({ [name]: 'x' }, '/')).toThrow(
    new RegExp(
      `^${name} is set, which Muster does not know, and there are no Slack credentials: set SLACK_BOT_TOKEN`,
    ),
  );
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
