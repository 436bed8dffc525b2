import { LogLevel, WebClient } from '@slack/web-api';
import type { Sandbox } from '../../../src/sandbox/start.ts';

/** Slack's own client, told nothing but where Slack is and to be quiet about it. */
export function slackClient({ botToken, apiUrl }: Sandbox): WebClient {
  return new WebClient(botToken, { slackApiUrl: apiUrl, logLevel: LogLevel.ERROR });
}

/** Posts a message that can be told from all others by `op`. */
export function postNamed(client: WebClient, channel: string, op: string) {
  const metadata = { event_type: 'bench', event_payload: { op } };
  return client.chat.postMessage({ channel, text: `A message: ${op}`, metadata });
}

/** The calls that Muster makes to open an escalation, one after the other, as a script would make them. */
export async function openWithClient(sandbox: Sandbox, client: WebClient, name: string): Promise<void> {
  const people = ['riley', 'dana', 'sam', 'ada', 'mateo'].map((one) => sandbox.person(one).id);
  const made = await client.conversations.create({ name });
  const channel = made.channel?.id ?? '';
  await client.conversations.invite({ channel, users: people.join(',') });
  const card = await postNamed(client, channel, `${name}-card`);
  await client.pins.add({ channel, timestamp: card.ts ?? '' });
  await client.conversations.setTopic({ channel, topic: name });
  await postNamed(client, 'C0ACMEESCALATIONS', `${name}-line`);
  await postNamed(client, sandbox.person('dana').id, `${name}-claim`);
}
