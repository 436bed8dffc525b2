// A bare Bolt app that acknowledges whatever comes and does nothing else, over HTTP or Socket Mode.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import { answerMemory } from './memory.ts';

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = process.env;

const app = new App({
  token: SLACK_BOT_TOKEN,
  ...(SLACK_APP_TOKEN === undefined
    ? { signingSecret: SLACK_SIGNING_SECRET }
    : { socketMode: true, appToken: SLACK_APP_TOKEN }),
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: SLACK_API_URL },
});
app.command(/.*/, ({ ack }) => ack());
app.action(/.*/, ({ ack }) => ack());
app.shortcut(/.*/, ({ ack }) => ack());
app.view(/.*/, ({ ack }) => ack());
app.event(/.*/, async () => {});

answerMemory();
const server = await app.start(0);
const address = SLACK_APP_TOKEN === undefined ? ((server as Server).address() as AddressInfo) : null;
console.log(`Bolt: up${address === null ? '' : ` at http://127.0.0.1:${address.port}/slack/events`}`);
