import { createHmac, randomBytes } from 'node:crypto';

/** What opens a sandbox: its page, and its API to the app. */
export type Secrets = {
  /** The first part of the page's path. */
  readonly page: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
};

/** New ones at each start; the same as before when the secret is the same. */
export function createSecrets(secret = randomBytes(16).toString('hex')): Secrets {
  const derive = (what: string) => createHmac('sha256', secret).update(what).digest('hex').slice(0, 32);
  return {
    page: derive('page'),
    botToken: `xoxb-sandbox-${derive('bot token')}`,
    appToken: `xapp-sandbox-${derive('app token')}`,
    signingSecret: `sandbox-${derive('signing secret')}`,
  };
}
