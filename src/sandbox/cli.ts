import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Sandbox } from './sandbox.ts';
import { startSandbox } from './start.ts';

const usage = `slack-sandbox [--manifest FILE] [--port N] [--host NAME] [--secret-file FILE] [--data DIR]
              [--request-url URL] [--no-rate-limits]

  --manifest FILE     the app's manifest, YAML or JSON (manifest.yml)
  --port N            where the page and the API are (3001)
  --host NAME         the address to listen on (127.0.0.1)
  --secret-file FILE  a secret of at least 16 characters, of which tokens and the page's address are made: they stay the same
                      from start to start; other addresses than 127.0.0.1 are refused without one
  --data DIR          where the workspace is kept; without it everything is forgotten at the end
  --request-url URL   deliver over signed HTTP to this address instead of Socket Mode
  --no-rate-limits    let every call through`;

/** Runs the sandbox alone until Ctrl-C or SIGTERM, for any Bolt app; returns the exit code. */
export async function runSandbox(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      console.log(usage);
      return 0;
    }
    const sandbox = await startSandbox({
      manifest: readManifestFile(options.manifest),
      port: options.port,
      host: options.host,
      secret: readSecretFile(options['secret-file']),
      dataDir: options.data,
      requestUrl: options['request-url'],
      rateLimits: !options['no-rate-limits'],
    });
    await sandbox.preparePage();
    console.log(welcome(sandbox, options['request-url'], options.data));
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await sandbox.stop();
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      manifest: { type: 'string', default: 'manifest.yml' },
      port: { type: 'string', default: '3001' },
      host: { type: 'string', default: '127.0.0.1' },
      'secret-file': { type: 'string' },
      data: { type: 'string' },
      'request-url': { type: 'string' },
      'no-rate-limits': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port is "${values.port}": give a number between 0 and 65535.`);
  }
  const address = values['request-url'];
  if (address !== undefined && !/^https?:\/\//.test(address)) {
    throw new Error(`--request-url is "${address}": give an address that starts with http:// or https://.`);
  }
  return { ...values, port };
}

function readManifestFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`${path} cannot be read: name your app's manifest with --manifest FILE.`);
  }
}

function readSecretFile(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new Error(`${path} cannot be read: name a file that holds the secret with --secret-file FILE.`);
  }
}

/** What somebody needs to point their own app here. */
function welcome(sandbox: Sandbox, requestUrl?: string, data?: string): string {
  const delivery =
    requestUrl === undefined
      ? 'over Socket Mode: start the app with socketMode: true'
      : `over HTTP, signed, to ${requestUrl}`;
  return `A local Slack is ready. Nothing here leaves this machine.

  SLACK_API_URL=${sandbox.apiUrl}
  SLACK_BOT_TOKEN=${sandbox.botToken}
  SLACK_APP_TOKEN=${sandbox.appToken}
  SLACK_SIGNING_SECRET=${sandbox.signingSecret}

In Bolt: new App({ token, appToken, signingSecret, clientOptions: { slackApiUrl: process.env.SLACK_API_URL } })
Commands, interactions and events arrive ${delivery}.
The workspace ${data === undefined ? 'is forgotten at the end: keep it with --data DIR' : `is kept in ${data}`}.
Ctrl-C stops it.

${sandbox.url}`;
}
