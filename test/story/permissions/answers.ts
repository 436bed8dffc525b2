import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SandboxOptions } from '../../../src/sandbox/sandbox.ts';

/** Everything that somebody is told in answer to what they sent, by the key that it carries. */
export type Answers = {
  readonly note: (key: string, text: string) => void;
  readonly to: (key: string) => string;
  /** Whatever was told to those whose keys these are. */
  readonly all: (isWanted: (key: string) => boolean) => readonly string[];
  /** Where answers to this are posted. */
  readonly urlFor: (key: string) => string;
  readonly stop: () => void;
};

const SHOWING = ['views.open', 'views.push', 'views.update', 'views.publish'];

/** Takes what is posted to response URLs. */
export async function listen(): Promise<Answers> {
  const heard = new Map<string, string[]>();
  const note = (key: string, said: string) => void heard.set(key, [...(heard.get(key) ?? []), said]);
  const server = createServer(async (request, response) => {
    note((request.url ?? '').slice(1), await text(request));
    response.end('ok');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    note,
    to: (key) => (heard.get(key) ?? []).join('\n'),
    all: (isWanted) => [...heard].flatMap(([key, said]) => (isWanted(key) ? said : [])),
    urlFor: (key) => `http://127.0.0.1:${port}/${key}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Notes what is shown in a modal or in App Home: Slack knows none of the triggers that the test makes up. */
export function showingTo(
  answers: () => Answers | undefined,
  inner: NonNullable<SandboxOptions['interceptCall']>,
): NonNullable<SandboxOptions['interceptCall']> {
  return async (call, proceed) => {
    if (!SHOWING.includes(call.method)) return inner(call, proceed);
    const { trigger_id, view_id, user_id } = call.args;
    answers()?.note(String(trigger_id ?? view_id ?? user_id), String(call.args.view));
    const view = { id: 'V0CELL', hash: '1', type: 'modal' };
    return { status: 200, headers: {}, body: { ok: true, view } };
  };
}
