import { expect } from 'vitest';
import type { Json } from '../../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

export type Answered = Json & { readonly ok: boolean; readonly error?: string };

/** Calls the Web API the way Slack's client does: form-encoded, structures as JSON. */
export async function call(
  sandbox: Sandbox,
  method: string,
  args: Json = {},
  token = sandbox.botToken,
): Promise<Answered> {
  const fields = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  const response = await fetch(`${sandbox.apiUrl}${method}`, {
    method: 'POST',
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    body: new URLSearchParams(fields),
  });
  return (await response.json()) as Answered;
}

export async function mustCall(sandbox: Sandbox, method: string, args: Json = {}): Promise<Answered> {
  const answer = await call(sandbox, method, args);
  expect(answer).toMatchObject({ ok: true });
  return answer;
}

/** Makes a channel with the bot in it and answers its id. */
export async function channelOfBot(sandbox: Sandbox, name: string, isPrivate = false): Promise<string> {
  const { channel } = await mustCall(sandbox, 'conversations.create', { name, is_private: isPrivate });
  return (channel as { id: string }).id;
}
