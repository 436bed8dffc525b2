import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Sandbox } from '../../../src/sandbox/start.ts';
import { CHILDREN, startChild } from './child.ts';

/** Muster, when it has settings, or a bare Bolt app: in a process of its own, taking over HTTP what Slack sends. */
export function startApp(sandbox: Sandbox, apiUrl: string, cwd: string, settings?: Record<string, string>) {
  const env = {
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: apiUrl,
    ...settings,
  };
  const child = startChild(settings ? CHILDREN.muster : CHILDREN.bolt, { cwd, env });
  const url = settings
    ? child
        .prints(/localhost:(\d+)[\s\S]*Muster: up/)
        .then(([, port]) => `http://127.0.0.1:${port}/slack/events`)
    : child.prints(/Bolt: up at (\S+)/).then(([, found = '']) => found);
  return { child, url };
}

/** What every method needs to answer for Muster to go on; whoever is asked about belongs to the workspace. */
const yes = (team_id: string) =>
  JSON.stringify({ ok: true, channel: 'C1', ts: '1.1', view: { id: 'V1', hash: '1' }, user: { team_id } });

/** Slack's side, which is elsewhere in life: once the apps are up it says yes to everything, at next to no cost. */
export async function startFront({ apiUrl, workspaceId }: Sandbox) {
  const answerToAll = yes(workspaceId);
  let isSayingYes = false;
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (isSayingYes) return void request.resume().on('end', () => response.end(answerToAll));
    const url = new URL(`.${request.url}`, apiUrl);
    const headers = { ...(request.headers as Record<string, string>) };
    const answer = await fetch(url, { method: 'POST', headers, body: await text(request) });
    response.end(await answer.text());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    saysYes() {
      isSayingYes = true;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
