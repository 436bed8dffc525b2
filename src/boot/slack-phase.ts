import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../config/environment.ts';
import { ownFile } from '../config/own-files.ts';
import type { Running } from './lifecycle.ts';
import { useProxy } from './proxy.ts';
import type { Shared } from './shared.ts';

/** Without credentials Slack is one of our own, and the app is told no more than where it is. */
export async function startSlack(config: Config, shared: Partial<Shared>): Promise<Running> {
  if (config.slack.mode !== 'sandbox') {
    shared.slack = { ...config.slack, dispatcher: config.proxy && useProxy(config.proxy) };
    const through = config.proxy === undefined ? '' : `, through the proxy ${new URL(config.proxy.url).host}`;
    return { says: `${config.slack.apiUrl ?? 'slack.com'}${through}`, stop: async () => undefined };
  }
  const { startSandbox } = await loadSandbox();
  const sandbox = await startSandbox({
    manifest: readFileSync(ownFile('manifest.yml'), 'utf8'),
    port: config.sandboxPort,
    dataDir: join(config.dataDir, 'sandbox'),
  }).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code !== 'EADDRINUSE') throw error;
    throw new ConfigError(
      `Port ${config.sandboxPort} is in use: set SANDBOX_PORT to a free one, or stop what listens there.`,
    );
  });
  await sandbox.preparePage();
  const { botToken, appToken, apiUrl } = sandbox;
  shared.slack = { mode: 'socket', botToken, appToken, apiUrl };
  shared.pageUrl = sandbox.url;
  return { says: 'a local Slack, since there are no Slack credentials', stop: () => sandbox.stop() };
}

/** Production has neither the sandbox nor what it depends on. */
async function loadSandbox() {
  try {
    return await import('../sandbox/start.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigError(
      'There are no Slack credentials, and the sandbox that stands in for Slack is not installed here: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).',
    );
  }
}
